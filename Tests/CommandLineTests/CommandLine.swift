import Foundation
import TestSupport

/// Runs the real binary.
enum CommandLine {
    struct Result {
        var status: Int32
        var output: String
        var errors: String
        var seconds: Double
    }

    static func mivaa(_ arguments: String..., input: [UInt8]? = nil) throws -> Result {
        try run(arguments, input: input)
    }

    /// - Parameter environment: variables beside those of the test.
    static func run(_ arguments: [String], input: [UInt8]? = nil, environment: [String: String] = [:]) throws -> Result {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Project.binary)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let folder = try TemporaryFolder()
        // Files rather than pipes: a pipe that nobody reads meanwhile would stop the program when it is full.
        let (output, errors) = (try file("out", in: folder), try file("err", in: folder))
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = try input.map { try FileHandle(forReadingFrom: URL(fileURLWithPath: folder.write($0, to: "in"))) } ?? .nullDevice
        let start = ContinuousClock.now
        try process.run()
        process.waitUntilExit()
        return Result(
            status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
            output: try String(contentsOf: folder.url.appending(path: "out"), encoding: .utf8),
            errors: try String(contentsOf: folder.url.appending(path: "err"), encoding: .utf8),
            seconds: (ContinuousClock.now - start) / .seconds(1))
    }

    private static func file(_ name: String, in folder: TemporaryFolder) throws -> FileHandle {
        _ = try folder.write([], to: name)
        return try FileHandle(forWritingTo: folder.url.appending(path: name))
    }
}
