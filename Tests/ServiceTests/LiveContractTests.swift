import AsyncHTTPClient
import Foundation
import NIOCore
import TestSupport
import Testing

/// Live progress on the real binary, with a WebSocket client of other make.
@Suite("Live progress over the network")
struct LiveContractTests {
    private static let file = FormBody().with("file", file: "a.pdf", SamplePDF(pageCount: 3).bytes).with("async_processing", "true")

    @Test(
        "a WebSocket tells of a document from its acceptance to its end, by the contract's message types",
        arguments: [
            "/ws", "/ws/processing-updates", "/api/v1/ws",
        ])
    func story(path: String) async throws {
        try await ServiceHouse.with { house in
            let admin = house.admin
            try await LiveSocket.with(house.service, path, headers: admin.headers) { messages, _ in
                let first = try await messages.next()
                #expect(first["type"].text == "connected", "\(first)")
                let job = try await admin.post("/api/v1/documents/process", form: Self.file).json["data"]["job_id"].text
                var (percentages, statuses): ([Int], [String]) = ([], [])
                while statuses.last != "completed" {
                    let message = try await messages.next()
                    guard message != .missing else { break }
                    switch message["type"].text {
                    case "progress_update": percentages.append(message["payload"]["overallProgress"].integer ?? -1)
                    case "status_update":
                        #expect(message["payload"]["entityId"].text == job)
                        statuses.append(message["payload"]["status"].text ?? "")
                    default: continue
                    }
                }
                #expect(statuses.first == "pending" && statuses.last == "completed")
                #expect(percentages == percentages.sorted())
                #expect(percentages.allSatisfy { (0..<100).contains($0) })
            }
        }
    }

    @Test("a client that comes back hears what it missed, by number")
    func resume() async throws {
        try await ServiceHouse.with { house in
            let admin = house.admin
            _ = try await admin.document(SamplePDF(pageCount: 1).bytes)
            let events = try await house.service.open("/api/v1/events?token=\(admin.token)&after=0")
            var first = ""
            for try await part in events.body {
                first += String(buffer: part)
                if first.contains("\n\n") && first.contains("resync") { break }
            }
            #expect(first.contains("event: resync"))
            try await LiveSocket.with(house.service, "/ws?token=\(admin.token)", headers: [:]) { messages, send in
                _ = try await messages.next("connected")
                _ = try await admin.document(SamplePDF(pages: [["another"]]).bytes)
                let known = try await messages.next("status_update")
                let number = try #require(known["id"].text)
                try await LiveSocket.with(house.service, "/ws?after=\(number)", headers: admin.headers) { later, _ in
                    _ = try await later.next("connected")
                    let next = try await later.next()
                    #expect(next["id"].text.flatMap { UInt64($0) } == UInt64(number).map { $0 + 1 })
                }
            }
        }
    }

    @Test("clients ping, follow one thing, and control it")
    func requests() async throws {
        try await ServiceHouse.with { house in
            let admin = house.admin
            _ = try await admin.send("PUT", "/api/v1/admin/queue", json: "{\"is_paused\": true}")
            let job = try #require(try await admin.post("/api/v1/documents/process", form: Self.file).json["data"]["job_id"].text)
            try await LiveSocket.with(house.service, "/ws", headers: admin.headers) { messages, send in
                _ = try await messages.next("connected")
                try await send("{\"type\": \"ping\", \"payload\": {}}")
                #expect(try await messages.next("pong") != .missing)
                try await send("{\"type\": \"subscribe_status\", \"payload\": {\"entityId\": \"\(job)\"}}")
                #expect(try await messages.next("subscribed")["payload"]["entityId"].text == job)
                try await send("{\"type\": \"progress_control\", \"payload\": {\"progressId\": \"\(job)\", \"action\": \"cancel\"}}")
                #expect(try await messages.next("status_update")["payload"]["status"].text == "cancelled")
                try await send("not a message")
                #expect(try await messages.next("error") != .missing)
            }
        }
    }

    @Test("without a token there is no socket; with another upgrade the connection answers and closes")
    func refusals() async throws {
        try await ServiceHouse.with { house in
            await #expect(throws: (any Error).self) { try await LiveSocket.with(house.service, "/ws", headers: [:]) { _, _ in } }
            #expect(try await house.service.get("/ws").status == 401)
            #expect(try await house.admin.get("/ws").status == 426)
            let other = try await house.service.get("/health", headers: ["Connection": "Upgrade", "Upgrade": "h2c"])
            #expect(other.status == 200)
            #expect(try await house.service.get("/health").status == 200)
        }
    }
}
