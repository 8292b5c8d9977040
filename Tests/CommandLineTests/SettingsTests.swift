import Foundation
import TestSupport
import Testing

@Suite("Settings of the service")
struct SettingsTests {
    private func run(_ arguments: [String], _ environment: [String: String] = [:]) throws -> (status: Int32, output: String, errors: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Project.binary)
        process.arguments = arguments
        process.environment = ["PATH": "/usr/bin"].merging(environment) { $1 }
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let complaint = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text, complaint)
    }

    @Test("the documentation is what the program says")
    func documentation() throws {
        let table = try run(["settings", "--markdown"]).output
        let page = try String(contentsOf: Project.folder.appending(path: "docs/settings.md"), encoding: .utf8)
        #expect(page.hasSuffix(table), "run mivaa settings --markdown and put the table into docs/settings.md")
    }

    @Test(
        "what is unknown or cannot be understood stops the start and is named",
        arguments: [
            ("MIVAA_MAX_FILES_MB", "1"), ("MIVAA_PORT", "99999"), ("MIVAA_PORT", "eighty"), ("MIVAA_PUBLIC_EXTRACT", "maybe"),
            ("MIVAA_LOG_LEVEL", "loud"),
            ("MIVAA_TLS_KEY", "/tmp/key.pem"), ("MIVAA_OIDC_ISSUER", "https://id.example.org"),
            ("MIVAA_CHUNK_TOKENS", "49"), ("MIVAA_CHUNK_TOKENS", "2001"), ("MIVAA_CHUNK_OVERLAP", "176"), ("MIVAA_CHUNK_OVERLAP", "1001"),
            ("MIVAA_CONFIG", "/nowhere/at/all"),
        ])
    func badSettings(name: String, value: String) throws {
        let folder = try TemporaryFolder()
        let result = try run(["serve", "--data", folder.url.path, "--port", "0"], [name: value])
        #expect(result.status == 1)
        #expect(result.errors.contains(name == "MIVAA_CONFIG" ? "/nowhere" : name))
    }

    @Test("a file sets what the environment does not")
    func file() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Array("# ours\n\nMIVAA_PORT=8100\nMIVAA_HOST = \"0.0.0.0\"\n".utf8), to: "mivaa.conf")
        let shown = try run(["settings"], ["MIVAA_CONFIG": path, "MIVAA_PORT": "8200"]).output
        #expect(shown.contains("MIVAA_PORT=8200\n"))
        #expect(shown.contains("MIVAA_HOST=0.0.0.0\n"))
    }

    @Test("secrets are not shown")
    func secrets() throws {
        let shown = try run(["settings"], ["MIVAA_SENTRY_DSN": "https://verysecret@errors.example.org/1"]).output
        #expect(!shown.contains("verysecret"))
        #expect(shown.contains("MIVAA_SENTRY_DSN=(set)"))
    }
}
