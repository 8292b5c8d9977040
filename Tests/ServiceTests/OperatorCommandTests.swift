import Foundation
import TestSupport
import Testing

/// Commands on the data folder of a service, mostly while it runs.
@Suite("Operator's commands", .timeLimit(.minutes(15)))
struct OperatorCommandTests {
    private struct Result {
        var status: Int32
        var output: String
    }

    private func mivaa(_ arguments: String...) throws -> Result {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Project.binary)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Result(status: process.terminationStatus, output: String(decoding: data, as: UTF8.self))
    }

    @Test("a backup of a running service becomes another one that has the same documents and users")
    func backup() async throws {
        let folder = try TemporaryFolder()
        let archive = folder.url.appending(path: "backup.tar").path
        let restored = folder.url.appending(path: "restored").path
        var document = ""
        try await ServiceHouse.with { house in
            document = try await house.admin.document(SamplePDF(pageCount: 2).bytes)
            let result = try mivaa("backup", archive, "--data", house.data)
            #expect(result.status == 0, "\(result.output)")
            #expect(result.output.contains("1 documents, 1 jobs"))
            let gone = try await house.admin.delete("/api/v1/documents/\(document)")
            #expect(gone.status == 200)
            #expect(try mivaa("backup", archive, "--data", house.data).status == 1, "the file is there")
        }
        #expect(try mivaa("restore", archive, "--data", restored).status == 0)
        #expect(try mivaa("restore", archive, "--data", restored).status == 1, "the folder is not empty")
        let service = try await RunningMivaa.start(data: restored)
        let login = try await service.post(
            "/api/v1/auth/login", json: #"{"email": "first@example.org", "password": "\#(SignedInService.password)"}"#)
        let admin = try SignedInService(service, login)
        let content = try await admin.get("/api/v1/documents/\(document)/content")
        #expect(content.text.contains("This is page 2 of the sample."))
        #expect(try await service.stop() == 0)
    }

    @Test("jobs are listed, shown and controlled, and the queue is paused and goes on")
    func jobs() async throws {
        try await ServiceHouse.with { house in
            #expect(try mivaa("jobs", "pause", "--data", house.data).output == "the queue is paused\n")
            let form = FormBody().with("file", file: "a.pdf", SamplePDF(pageCount: 1).bytes).with("async_processing", "true")
            let accepted = try await house.admin.post("/api/v1/documents/process", form: form)
            let job = try #require(accepted.json["data"]["job_id"].text)
            let list = try mivaa("jobs", "list", "--status", "pending", "--data", house.data)
            #expect(list.output.contains(job))
            #expect(list.output.contains("1 jobs; in all 1 wait"))
            #expect(try mivaa("jobs", "show", job, "--data", house.data).output.contains("status     pending"))
            #expect(try mivaa("jobs", "pause", job, "--data", house.data).output == "\(job): pending -> paused\n")
            #expect(try mivaa("jobs", "resume", job, "--data", house.data).output == "\(job): paused -> pending\n")
            #expect(try mivaa("jobs", "cancel", job, "--data", house.data).output == "\(job): pending -> cancelled\n")
            let twice = try mivaa("jobs", "cancel", job, "--data", house.data)
            #expect(twice.status == 1)
            #expect(twice.output.contains("is cancelled"))
            #expect(try mivaa("jobs", "retry", job, "--data", house.data).output == "\(job): cancelled -> pending\n")
            #expect(try mivaa("jobs", "show", "job_none", "--data", house.data).status == 1)
            #expect(try mivaa("jobs", "list", "--status", "nonsense", "--data", house.data).status == 2)
            #expect(try mivaa("jobs", "resume", "--data", house.data).output == "the queue goes on\n")
            // Another process than the service does it, or the service; when this ends, it is done.
            while try mivaa("jobs", "show", job, "--data", house.data).output.contains("status     completed") == false {
                await Task.yield()
            }
            #expect(try mivaa("migrate", "--check", "--data", house.data).output.contains("is up to date"))
        }
    }

    @Test("a folder without data is told so")
    func noData() throws {
        let folder = try TemporaryFolder()
        for command in [["jobs", "list"], ["backup", folder.url.path + "/b.tar"], ["migrate"]] {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: Project.binary)
            process.arguments = command + ["--data", folder.url.path]
            process.standardError = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == 1)
        }
        #expect(try folder.files == [])
    }
}
