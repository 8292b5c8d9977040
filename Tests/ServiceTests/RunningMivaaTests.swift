import Foundation
import TestSupport
import Testing

@Suite("The service as a process")
struct RunningMivaaTests {
    @Test("starts on an empty folder, answers, and stops when it is told to")
    func startsAnswersStops() async throws {
        let folder = try TemporaryFolder()
        let service = try await RunningMivaa.start(data: folder.url.appending(path: "data").path)
        let health = try await service.get("/health")
        #expect(health.status == 200)
        #expect(health.json["status"].text == "healthy")
        #expect(health.header("X-Request-ID") != nil)
        #expect(try await service.stop() == 0)
    }

    @Test("takes a form with a PDF")
    func takesForm() async throws {
        let folder = try TemporaryFolder()
        let service = try await RunningMivaa.start(data: folder.url.path)
        let form = FormBody().with("file", file: "sample.pdf", SamplePDF(pageCount: 2).bytes)
        let answer = try await service.post("/extract/markdown", form: form)
        #expect(answer.status == 200)
        #expect(answer.json["metadata"]["page_count"].integer == 2)
        #expect(answer.json["markdown_content"].text?.contains("This is page 2 of the sample.") == true)
        try await service.stop()
    }

    @Test("starts again on the folder of one that was killed")
    func startsAfterKill() async throws {
        let folder = try TemporaryFolder()
        let first = try await RunningMivaa.start(data: folder.url.path)
        await first.kill()
        let second = try await RunningMivaa.start(data: folder.url.path)
        #expect(try await second.get("/health/live").status == 200)
        try await second.stop()
    }

    @Test("a bad setting stops the start and is named")
    func badSetting() async throws {
        let folder = try TemporaryFolder()
        await #expect {
            _ = try await RunningMivaa.start(data: folder.url.path, settings: ["MIVAA_PORTT": "1"])
        } throws: { "\($0)".contains("MIVAA_PORTT") }
    }
}
