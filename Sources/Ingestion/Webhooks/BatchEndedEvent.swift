import Backends
import DocumentModel
import Foundation

/// The body of what is told when a batch has ended.
struct BatchEndedEvent: Encodable {
    private struct Contents: Encodable {
        var batch_id: BatchID
        var name: String?
        /// "completed", "partial", "failed" or "cancelled".
        var status: String
        var total: Int
        var completed: Int
        var partial: Int
        var failed: Int
        var cancelled: Int
    }

    private let id: WebhookEventID
    private let type = "batch.ended"
    private let created_at: String
    private let data: Contents

    init(_ id: WebhookEventID, _ batch: BatchRecord, _ counts: BatchCounts, at: Timestamp) {
        self.id = id
        created_at = at.iso8601
        data = Contents(
            batch_id: batch.id, name: batch.name, status: Self.status(counts), total: counts.total, completed: counts.completed,
            partial: counts.partial, failed: counts.failed, cancelled: counts.cancelled)
    }

    var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    private static func status(_ counts: BatchCounts) -> String {
        if counts.completed == counts.total { return "completed" }
        if counts.cancelled == counts.total { return "cancelled" }
        return counts.completed + counts.partial > 0 ? "partial" : "failed"
    }
}
