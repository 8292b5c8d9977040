import Backends
import DocumentModel
import Foundation
import NIOCore
import NIOSSL
import Synchronization
import TestSupport
import Testing

@testable import Ingestion

@Suite("Downloads", .timeLimit(.minutes(15)))
struct DownloadTests {
    private let folder: TemporaryFolder
    private let pdf = SamplePDF(pageCount: 2).bytes

    init() throws {
        folder = try TemporaryFolder()
    }

    private var path: String { folder.url.appending(path: "download").path }

    /// Only the host files.test may be at a loopback address; it is.
    private func downloader(limits: GuardedDownloader.Limits = .init(), certificates: [UInt8]? = nil) -> GuardedDownloader {
        let resolver = HostResolver { host in
            host.hasSuffix(".test") ? [IPAddress("127.0.0.1")].compactMap { $0 } : []
        }
        let policy = AddressPolicy(allowedHosts: ["files.test"])
        return GuardedDownloader(
            connection: GuardedConnection(policy: policy, resolver: resolver, trustedCertificates: certificates), limits: limits)
    }

    private func problem(
        _ address: String, _ downloader: GuardedDownloader? = nil, _ options: DownloadOptions = DownloadOptions()
    ) async throws -> DownloadProblem? {
        let problem = await #expect(throws: DownloadProblem.self) {
            try await (downloader ?? self.downloader()).download(try DocumentAddress(address), to: path, options)
        }
        #expect(!FileManager.default.fileExists(atPath: path), "nothing is left")
        return problem
    }

    @Test("a document arrives whole, with its hash, and the host is named in the request")
    func downloads() async throws {
        let pdf = pdf
        let server = try await ScriptedServer { _, writer in try await writer.answer(body: pdf) }
        let progress = Mutex<[Int64]>([])
        let address = try DocumentAddress("http://files.test:\(server.port)/a/report.pdf?v=1")
        let file = try await downloader().download(address, to: path, DownloadOptions()) { bytes, all in
            progress.withLock { $0.append(bytes) }
            #expect(all == Int64(pdf.count))
        }
        #expect(file.sizeBytes == Int64(pdf.count))
        #expect(file.sha256 == (try SourceFile(path: path).digest().sha256))
        #expect([UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) == pdf)
        #expect(progress.withLock(\.last) == Int64(pdf.count))
        #expect(server.calls.first?.path == "/a/report.pdf?v=1")
        #expect(server.calls.first?.header("host") == "files.test:\(server.port)")
    }

    @Test("in chunks and without a length it arrives as well")
    func chunked() async throws {
        let pdf = pdf
        let server = try await ScriptedServer { call, writer in
            guard call.path == "/chunked" else {
                try await writer.send("HTTP/1.0 200 OK\r\n\r\n")
                return try await writer.write(ByteBuffer(bytes: pdf))
            }
            try await writer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            for start in stride(from: 0, to: pdf.count, by: 100) {
                let part = pdf[start..<min(start + 100, pdf.count)]
                try await writer.send(String(part.count, radix: 16) + "\r\n")
                try await writer.write(ByteBuffer(bytes: part))
                try await writer.send("\r\n")
            }
            try await writer.send("0\r\n\r\n")
        }
        for kind in ["chunked", "open"] {
            let address = try DocumentAddress("http://files.test:\(server.port)/\(kind)")
            let file = try await downloader().download(address, to: path, DownloadOptions())
            #expect(file.sizeBytes == Int64(pdf.count))
        }
    }

    @Test(
        "addresses inside are not connected to, however they are written",
        arguments: [
            "http://127.0.0.1:PORT/", "http://[::1]:PORT/", "http://[::ffff:127.0.0.1]:PORT/", "http://inside.test:PORT/", "http://10.0.0.1/",
            "http://169.254.169.254/latest/meta-data/", "http://[fd00::1]/", "http://0.0.0.0:PORT/",
        ])
    func guards(_ text: String) async throws {
        let server = try await ScriptedServer { _, writer in try await writer.answer() }
        let problem = try await problem(text.replacing("PORT", with: "\(server.port)"))
        guard case .forbidden = problem else { return #expect(Bool(false), "\(String(describing: problem))") }
        #expect(server.calls.isEmpty)
    }

    @Test(
        "numbers that only the machine takes for an address are resolved by it and then refused",
        arguments: ["2130706433", "0x7f.1", "0177.0.0.1", "localhost"])
    func oddNumbers(_ host: String) async throws {
        let server = try await ScriptedServer { _, writer in try await writer.answer() }
        let problem = try await problem("http://\(host):\(server.port)/", GuardedDownloader())
        switch problem {
        // Without a name server the machine may know no such host: just as well.
        case .forbidden, .unreachable: break
        default: #expect(Bool(false), "\(String(describing: problem))")
        }
        #expect(server.calls.isEmpty)
    }

    @Test("a redirection is followed, but not to an address inside")
    func redirections() async throws {
        let pdf = pdf
        let server = try await ScriptedServer { call, writer in
            switch call.path {
            case "/moved": try await writer.answer("302 Found", headers: ["Location: /real"])
            case "/inside":
                try await writer.answer(
                    "302 Found", headers: ["Location: http://127.0.0.1:\(call.header("host")?.split(separator: ":").last ?? "")/real"])
            case "/meta": try await writer.answer("301 Moved", headers: ["Location: http://169.254.169.254/"])
            case "/file": try await writer.answer("302 Found", headers: ["Location: file:///etc/passwd"])
            case "/nowhere": try await writer.answer("302 Found")
            case "/loop": try await writer.answer("302 Found", headers: ["Location: /loop"])
            default: try await writer.answer(body: pdf)
            }
        }
        let base = "http://files.test:\(server.port)"
        _ = try await downloader().download(try DocumentAddress("\(base)/moved"), to: path, DownloadOptions())
        try FileManager.default.removeItem(atPath: path)
        for place in ["inside", "meta", "file"] {
            let problem = try await problem("\(base)/\(place)")
            guard case .forbidden = problem else { return #expect(Bool(false), "\(place): \(String(describing: problem))") }
        }
        #expect(try await problem("\(base)/nowhere") == .status(302))
        #expect(try await problem("\(base)/loop") == .tooManyRedirects(5))
        #expect(server.calls.filter { $0.path == "/loop" }.count == 6)
        #expect(server.calls.filter { $0.path == "/real" }.count == 1)
    }

    @Test("a body without end is cut off at the limit, one that is too long is not begun")
    func tooLarge() async throws {
        let server = try await ScriptedServer { call, writer in
            if call.path == "/long" { return try await writer.send("HTTP/1.1 200 OK\r\nContent-Length: 100000000000\r\n\r\n%PDF-") }
            try await writer.send("HTTP/1.1 200 OK\r\n\r\n%PDF-1.7\n")
            let chunk = ByteBuffer(repeating: 0x20, count: 1 << 16)
            while true { try await writer.write(chunk) }
        }
        var limits = GuardedDownloader.Limits()
        limits.bytes = 5_000_000
        let base = "http://files.test:\(server.port)"
        #expect(try await problem("\(base)/endless", downloader(limits: limits)) == .tooLarge(limitBytes: 5_000_000))
        #expect(try await problem("\(base)/long", downloader(limits: limits)) == .tooLarge(limitBytes: 5_000_000))
        let wish = DownloadOptions(maximumMegabytes: 1)
        #expect(try await problem("\(base)/endless", downloader(limits: limits), wish) == .tooLarge(limitBytes: 1 << 20))
    }

    @Test("a server that keeps one waiting is left when the time is over", arguments: ["/silent", "/slow"])
    func slow(_ path: String) async throws {
        let server = try await ScriptedServer { call, writer in
            if call.path == "/slow" { try await writer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n%PDF-") }
            while true {
                try await Task.sleep(for: .milliseconds(20))
                if call.path == "/slow" { try await writer.send(".") }
            }
        }
        var limits = GuardedDownloader.Limits()
        limits.seconds = 0.3
        #expect(try await problem("http://files.test:\(server.port)\(path)", downloader(limits: limits)) == .timedOut(seconds: 0.3))
    }

    @Test("a body that breaks off is not taken for a document", arguments: ["/length", "/chunked", "/nothing", "/garbage"])
    func brokenOff(_ path: String) async throws {
        let server = try await ScriptedServer { call, writer in
            switch call.path {
            case "/length": try await writer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n%PDF-1.7")
            case "/chunked": try await writer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n%PDF-1.7\r\n")
            case "/garbage": try await writer.send("SSH-2.0-OpenSSH_9.2\r\n")
            default: break
            }
        }
        let problem = try await problem("http://files.test:\(server.port)\(path)")
        guard case .unreachable = problem else { return #expect(Bool(false), "\(String(describing: problem))") }
        #expect(problem?.mayPass == true)
    }

    @Test("what is no PDF is told by its bytes, as early as they tell it")
    func notAPDF() async throws {
        let server = try await ScriptedServer { call, writer in
            if call.path == "/page" { return try await writer.answer(headers: ["Content-Type: application/pdf"], body: Array("<html>".utf8)) }
            try await writer.send("HTTP/1.1 200 OK\r\n\r\n")
            while true { try await writer.write(ByteBuffer(repeating: 0x41, count: 4096)) }
        }
        #expect(try await problem("http://files.test:\(server.port)/page") == .notAPDF)
        #expect(try await problem("http://files.test:\(server.port)/endless") == .notAPDF)
    }

    @Test(
        "statuses are told, and which of them may pass", arguments: [(404, false), (403, false), (410, false), (429, true), (500, true), (503, true)])
    func statuses(_ status: Int, _ mayPass: Bool) async throws {
        let server = try await ScriptedServer { _, writer in try await writer.answer("\(status) Something") }
        let problem = try await problem("http://files.test:\(server.port)/")
        #expect(problem == .status(status))
        #expect(problem?.mayPass == mayPass)
    }

    @Test("hosts without an address and ports without a server are unreachable for now")
    func unreachable() async throws {
        for text in ["http://unknown.invalid/", "http://files.test:1/".replacing(":1/", with: ":65001/")] {
            let problem = try await problem(text)
            guard case .unreachable = problem else { return #expect(Bool(false), "\(text): \(String(describing: problem))") }
        }
    }

    @Test(
        "certificates are checked against the host",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl"), "openssl makes the certificate"))
    func tls() async throws {
        let pdf = pdf
        let (certificate, key) = try selfSigned(for: "files.test")
        let source = try NIOSSLCertificate.fromPEMFile(certificate).map { NIOSSLCertificateSource.certificate($0) }
        let server = try await ScriptedServer(
            certificate: (source, .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
        ) { _, writer in try await writer.answer(body: pdf) }
        let trusted = [UInt8](try Data(contentsOf: URL(fileURLWithPath: certificate)))
        let address = try DocumentAddress("https://files.test:\(server.port)/")
        _ = try await downloader(certificates: trusted).download(address, to: path, DownloadOptions())
        try FileManager.default.removeItem(atPath: path)
        guard case .unreachable = try await problem("https://files.test:\(server.port)/") else { return #expect(Bool(false), "nobody trusts it") }
        let other = GuardedDownloader(
            connection: GuardedConnection(
                policy: AddressPolicy(allowedHosts: ["other.test"]), resolver: HostResolver { _ in [IPAddress("127.0.0.1")].compactMap { $0 } },
                trustedCertificates: trusted), limits: .init())
        guard case .unreachable = try await problem("https://other.test:\(server.port)/", other) else {
            return #expect(Bool(false), "another's name")
        }
    }

    private func selfSigned(for host: String) throws -> (certificate: String, key: String) {
        let (certificate, key) = (folder.url.appending(path: "cert.pem").path, folder.url.appending(path: "key.pem").path)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.arguments = [
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=\(host)", "-addext",
            "subjectAltName=DNS:\(host)",
        ]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return (certificate, key)
    }

    @Test("a document given by address is fetched, looked at, stored and processed; a second attempt does not fetch it again")
    func processes() async throws {
        let pdf = pdf
        let server = try await ScriptedServer { call, writer in
            if call.path == "/page" { return try await writer.answer(body: Array("<html>".utf8)) }
            try await writer.answer(body: pdf + Array("\n9 0 obj << /S /Launch >> endobj\n".utf8))
        }
        let station = try await StationUnderTest()
        var services = station.services
        services.downloader = downloader()
        let intake = DocumentIntake(
            documents: station.documents, contents: station.contents, blobs: station.blobs, bus: station.bus,
            inspector: FileInspector(extractor: station.services.extractor), quota: { _ in WorkspaceQuota() }, signal: station.signal)
        let order = AcceptanceOrder(
            workspace: StationUnderTest.workspace, owner: StationUnderTest.owner, identifiers: IdentifierSource(clock: .system))
        let accepted = try await intake.take(.url("http://files.test:\(server.port)/report.pdf"), order)
        let job = try #require(accepted.job)
        let meter = ProgressMeter(clock: .system)
        _ = try await ProcessingPipeline(services).perform(job, meter: meter)
        let document = try #require(try await station.documents.document(accepted.document.id, in: .installation))
        #expect((document.status, document.title, document.findings) == (.completed, "report", ["launch_action"]))
        #expect(try await station.blobs.size(of: .original(of: document)) == document.sizeBytes)
        #expect(meter.progress.steps.first { $0.name == "download" }?.status == .completed)
        _ = try await ProcessingPipeline(services).perform(job, meter: ProgressMeter(clock: .system))
        #expect(server.calls.count == 1)
        let page = try await intake.take(.url("http://files.test:\(server.port)/page"), order)
        let pageJob = try #require(page.job)
        let problem = await #expect(throws: JobProblem.self) {
            try await ProcessingPipeline(services).perform(pageJob, meter: ProgressMeter(clock: .system))
        }
        guard case .forGood(let failure) = problem else { return #expect(Bool(false)) }
        #expect(failure.code == "PDF_FORMAT_ERROR")
    }
    @Test("a download that the workspace has no room for fails, and nothing of it is kept", arguments: [(0, true), (-1, false)])
    func quota(missingBytes: Int64, fits: Bool) async throws {
        let pdf = pdf
        let server = try await ScriptedServer { _, writer in try await writer.answer(body: pdf) }
        let station = try await StationUnderTest()
        var services = station.services
        services.downloader = downloader()
        let most = Int64(pdf.count) + missingBytes
        services.quotas = QuotaCheck(documents: station.documents, quota: { _ in WorkspaceQuota(storedBytes: most) }, clock: .system)
        let intake = DocumentIntake(
            documents: station.documents, contents: station.contents, blobs: station.blobs, bus: station.bus,
            inspector: FileInspector(extractor: station.services.extractor), quota: { _ in WorkspaceQuota() }, signal: station.signal)
        let order = AcceptanceOrder(
            workspace: StationUnderTest.workspace, owner: StationUnderTest.owner, identifiers: IdentifierSource(clock: .system))
        let accepted = try await intake.take(.url("http://files.test:\(server.port)/report.pdf"), order)
        let job = try #require(accepted.job)
        do throws(JobProblem) {
            _ = try await ProcessingPipeline(services).perform(job, meter: ProgressMeter(clock: .system))
            #expect(fits)
        } catch {
            #expect((fits, error.failure?.code) == (false, "QUOTA_EXCEEDED"))
        }
        let document = try #require(try await station.documents.document(accepted.document.id, in: .installation))
        #expect((document.sha256 != nil) == fits)
    }
}
