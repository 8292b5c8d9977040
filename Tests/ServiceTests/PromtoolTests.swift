import Foundation
import TestSupport
import Testing

/// Where Debian's package `prometheus` is installed, or `PROMTOOL` names the program.
private enum Promtool {
    static let path: String? = [ProcessInfo.processInfo.environment["PROMTOOL"], "/usr/bin/promtool"].compactMap { $0 }
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    /// Its exit status and what it said.
    static func run(_ arguments: [String], input: String = "") throws -> (status: Int32, text: String) {
        let folder = try TemporaryFolder()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path ?? "")
        process.arguments = arguments
        process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: folder.write(Array(input.utf8), to: "in")))
        let output = try folder.write([], to: "out")
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
        (process.standardOutput, process.standardError) = (file, file)
        process.currentDirectoryURL = Project.folder.appending(path: "deploy/prometheus")
        try process.run()
        process.waitUntilExit()
        return (process.terminationStatus, try String(contentsOfFile: output, encoding: .utf8))
    }
}

@Suite("Prometheus' own tool", .enabled(if: Promtool.path != nil, "promtool is not installed (apt-get install prometheus)"))
struct PromtoolTests {
    @Test("has nothing to say against the metrics")
    func metrics() async throws {
        try await ServiceHouse.with { house in
            _ = try await house.admin.document(SamplePDF(pageCount: 2).bytes)
            let result = try Promtool.run(["check", "metrics"], input: try await house.service.get("/metrics").text)
            #expect(result.status == 0 && result.text.isEmpty, "\(result.text)")
        }
    }

    @Test(
        "takes the configuration and the rules, which fire when they should",
        arguments: [
            ["check", "config", "prometheus.yml"], ["check", "rules", "alerts.yml"], ["test", "rules", "alerts_test.yml"],
        ])
    func rules(arguments: [String]) throws {
        let result = try Promtool.run(arguments)
        #expect(result.status == 0, "\(result.text)")
    }
}
