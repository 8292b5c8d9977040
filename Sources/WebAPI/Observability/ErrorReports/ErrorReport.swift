import DocumentModel
import Tracing

/// An error of the service, as it is reported. Holds names of the program only: no path, no text, no value of a request.
struct ErrorReport: Hashable, Sendable {
    /// 32 hexadecimal digits.
    var number: String
    var time: Timestamp
    /// "StoreError.corrupt".
    var kind: String
    /// Of the table of errors.
    var code: String
    /// "GET /api/v1/documents/{document_id}", or the stage of a job.
    var place: String
    var requestID: String
    var trace: TraceIdentity?
    /// Of the same kind at the same place that were not reported since the last one that was.
    var suppressedCount: Int

    /// What makes two errors the same.
    var fingerprint: String { "\(kind) \(place)" }
}

/// A report as an envelope with one event.
enum ReportEnvelope {
    static func bytes(_ report: ErrorReport, release: String) throws -> [UInt8] {
        let event = try WireCoding.encodeVerbatim(event(report, release: release))
        let head: JSONTree = ["event_id": .string(report.number), "sent_at": .string(report.time.iso8601)]
        let item: JSONTree = ["type": "event", "length": .integer(Int64(event.count)), "content_type": "application/json"]
        let lines = [try WireCoding.encodeVerbatim(head), try WireCoding.encodeVerbatim(item), event]
        return Array(lines.joined(separator: [0x0A])) + [0x0A]
    }

    private static func event(_ report: ErrorReport, release: String) -> JSONTree {
        var members: [String: JSONTree] = [
            "event_id": .string(report.number), "timestamp": .string(report.time.iso8601), "platform": "other", "level": "error",
            "logger": "mivaa", "release": .string("mivaa@\(release)"), "transaction": .string(report.place),
            "fingerprint": [.string(report.kind), .string(report.place)],
            "exception": ["values": [["type": .string(report.kind), "value": .string("answered with \(report.code)")]]],
            "tags": ["code": .string(report.code), "request_id": .string(report.requestID)],
            "extra": ["suppressed_since_last": .integer(Int64(report.suppressedCount))],
        ]
        if let trace = report.trace {
            members["contexts"] = ["trace": ["trace_id": .string(trace.trace), "span_id": .string(trace.span)]]
        }
        return .object(members)
    }
}
