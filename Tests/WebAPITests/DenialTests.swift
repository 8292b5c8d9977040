import Backends
import DocumentModel
import Logging
import Synchronization
import Testing

@testable import WebAPI

@Suite("Refusals in the audit log")
struct DenialTests {
    private static let begin = Timestamp(milliseconds: 1_795_593_600_000)
    private static let mine = WorkspaceID(rawValue: "ws_mine")
    private static let other = WorkspaceID(rawValue: "ws_other")

    private func denial(
        _ actor: AuditActor = AuditActor(rawValue: "usr_1"), route: String = "GET /api/v1/admin/jobs", address: String = "192.0.2.1",
        target: String? = nil
    ) -> Denial {
        Denial(
            actor: actor, workspace: Self.mine, address: address, route: route, target: target, reason: .refused("admin"), requestID: "req_1")
    }

    @Test("the first refusal is an entry at once; a thousand more within the minute are one")
    func repeated() {
        var counter = DenialCounter()
        let first = counter.note(denial(target: "doc_1"), at: Self.begin)
        #expect(first?.action == .accessRefused && first?.outcome == .denied && first?.target == "doc_1" && first?.address == "192.0.2.1")
        #expect(first?.details == ["route": "GET /api/v1/admin/jobs", "reason": "admin", "request_id": "req_1"])
        for number in 1...1000 {
            #expect(counter.note(denial(address: number % 2 == 0 ? "192.0.2.1" : "192.0.2.2"), at: Self.begin.adding(seconds: 59)) == nil)
        }
        #expect(counter.close(at: Self.begin.adding(seconds: 59)).isEmpty)
        let summaries = counter.close(at: Self.begin.adding(seconds: 60))
        #expect(summaries.count == 1)
        #expect(summaries.first?.details["count"] == "1000")
        #expect(summaries.first?.details["further_addresses"] == "1")
        #expect(summaries.first?.details["since"] == Self.begin.iso8601)
        #expect(summaries.first?.target == nil)
        #expect(counter.kindCount == 0)
    }

    @Test("the next minute begins with an entry of its own")
    func nextMinute() {
        var counter = DenialCounter()
        #expect(counter.note(denial(), at: Self.begin) != nil)
        #expect(counter.close(at: Self.begin.adding(seconds: 61)).isEmpty)
        #expect(counter.note(denial(), at: Self.begin.adding(seconds: 61)) != nil)
    }

    @Test("a caller's routes are told apart up to the limit; one more is counted as others")
    func manyRoutes() {
        var counter = DenialCounter()
        let events = (0..<200).compactMap { counter.note(denial(route: "GET /\($0)"), at: Self.begin) }
        #expect(events.count == DenialCounter.mostRoutesPerCaller + 1)
        #expect(events.last?.details["route"] == DenialCounter.otherRoutes)
        let summary = counter.close(at: nil)
        #expect(summary.count == 1)
        #expect(summary.first?.details["count"] == String(200 - DenialCounter.mostRoutesPerCaller - 1))
    }

    @Test("callers are told apart up to the limit: the log and the memory stay bounded however many there are")
    func manyCallers() {
        var counter = DenialCounter()
        let events = (0..<5000).compactMap { counter.note(denial(.anonymous, address: "10.0.\($0 / 250).\($0 % 250)"), at: Self.begin) }
        #expect(events.count == DenialCounter.mostKinds + 1)
        #expect(counter.kindCount == DenialCounter.mostKinds + 1)
        #expect(events.last?.actor == DenialCounter.otherCallers)
    }

    @Test("what was refused stands in the log when somebody reads it, and nothing is lost when the service stops")
    func recorder() async {
        let log = RecordedLog()
        let records = ForeignRecords { record in if case .document(let id) = record, id.rawValue == "doc_theirs" { Self.other } else { nil } }
        let recorder = DenialRecorder(log: log, records: records, clock: ServiceClock { Self.begin }, logger: Logger(label: "test"))
        recorder.note(denial())
        recorder.note(denial())
        for name in ["doc_theirs", "doc_none"] {
            let record = RecordInPath(["document_id": name])
            if let record { recorder.note(missing: record, denial(route: "GET /api/v1/documents/{document_id}", target: name)) }
        }
        await recorder.settle()
        #expect(log.events.map(\.action) == [.accessRefused, .otherWorkspaceRefused])
        #expect(log.events.last?.details["belongs_to"] == "ws_other" && log.events.last?.target == "doc_theirs")
        await recorder.closeMinutes(at: nil)
        #expect(log.events.count == 3 && log.events.last?.details["count"] == "1")
    }
}

/// An audit log that only keeps what is written.
private final class RecordedLog: AuditLog {
    private let written = Mutex<[AuditEvent]>([])

    var events: [AuditEvent] { written.withLock { $0 } }

    func append(_ event: AuditEvent) async throws(StoreError) { written.withLock { $0.append(event) } }
    func entries(_ query: AuditQuery, in scope: Scope) async throws(StoreError) -> Listing<AuditEntry> { Listing(items: [], totalCount: 0) }
    func entries(after sequence: Int64, limit: Int, in scope: Scope) async throws(StoreError) -> [AuditEntry] { [] }
    func verify() async throws(StoreError) -> AuditVerification { AuditVerification(entryCount: 0, lastHash: "", firstBroken: nil) }
}
