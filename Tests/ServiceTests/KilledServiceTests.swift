import Foundation
import Synchronization
import TestSupport
import Testing

@Suite("A service that is killed", .timeLimit(.minutes(15)))
struct KilledServiceTests {
    private static let documents = 60
    private static let leastKills = 12

    /// What the client has been told.
    private final class Client: Sendable {
        /// Numbers of documents by the names that the service gave them.
        let acknowledged = Mutex<[String: Int]>([:])
        let next = Mutex(1)

        /// Uploads one document after the other, each until it is answered for, until the service is gone.
        func run(_ service: SignedInService) async {
            while let number = next.withLock({ $0 <= KilledServiceTests.documents ? $0 : nil }) {
                let pdf = SamplePDF(pages: (1...6).map { ["Sheet \($0) of volume \(number).", "It holds \($0 * number) of them."] })
                let form = FormBody().with("file", file: "\(number).pdf", pdf.bytes).with("async_processing", "true")
                guard let answer = try? await service.post("/api/v1/documents/process", form: form) else { return }
                guard let id = answer.json["data"]["document_id"].text, answer.status < 300 else { return }
                acknowledged.withLock { $0[id] = number }
                next.withLock { $0 += 1 }
            }
        }
    }

    @Test("killed at random while documents come in and are processed, it has every one that it answered for, and each once")
    func kills() async throws {
        let folder = try TemporaryFolder()
        let settings = ["MIVAA_OCR": "false", "MIVAA_RATE_UPLOAD": "0", "MIVAA_RATE_READ": "0"]
        func start() async throws -> RunningMivaa { try await RunningMivaa.start(data: folder.url.path, settings: settings) }
        let first = try await start()
        var admin = try await SignedInService.first(of: first)
        let client = Client()
        var kills = 0
        var service = first
        while kills < Self.leastKills || client.next.withLock({ $0 <= Self.documents }) {
            async let uploads: Void = client.run(admin)
            try await Task.sleep(for: .milliseconds(Int.random(in: 10...600)))
            await service.kill()
            await uploads
            kills += 1
            service = try await start()
            admin = try SignedInService(service, admin.answer)
        }
        let listed = try await finished(admin)
        let acknowledged = client.acknowledged.withLock { $0 }
        print("kills: \(kills), documents: \(listed.count)")
        #expect(Set(acknowledged.keys).isSubset(of: listed.keys))
        #expect(listed.values.sorted() == (1...Self.documents).map { "\($0).pdf" }.sorted(), "each once")
        for (id, number) in acknowledged {
            let content = try await admin.get("/api/v1/documents/\(id)/content")
            #expect(content.text.contains("Sheet 6 of volume \(number)."))
        }
        try await service.stop()
    }

    /// File names by names of documents, when all are processed.
    private func finished(_ admin: SignedInService) async throws -> [String: String] {
        while true {
            let list = try await admin.get("/api/v1/documents?limit=100").json["data"]["documents"].elements
            if list.allSatisfy({ $0["status"].text == "completed" }) {
                let pairs = list.map { ($0["document_id"].text ?? "", $0["filename"].text ?? "") }
                return Dictionary(pairs) { first, _ in first }
            }
            if let failed = list.first(where: { $0["status"].text == "failed" }) {
                Issue.record("\(failed)")
                return [:]
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }
}
