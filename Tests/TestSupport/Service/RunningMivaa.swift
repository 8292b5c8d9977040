import AsyncHTTPClient
import Foundation
import NIOCore
import Synchronization

/// The real service as a process of its own, on a free port of this machine.
///
/// ```swift
/// let folder = try TemporaryFolder()
/// let service = try await RunningMivaa.start(data: folder.url.path)
/// let answer = try await service.get("/health")
/// #expect(answer.status == 200 && answer.json["status"].text == "healthy")
/// try await service.stop()
/// ```
///
/// A class because it owns a process: the process ends with it.
package final class RunningMivaa: Sendable {
    /// "http://127.0.0.1:40123"
    package let baseURL: String
    /// Of everything the process has said so far.
    package let log: ServiceLogLines
    private let process: Process
    private let ending: ProcessEnding

    package enum Failure: Error, CustomStringConvertible {
        case ended(status: Int32, log: String)
        case silent(expected: String, log: String)
        case gone(status: Int32, log: String)

        package var description: String {
            switch self {
            case .ended(let status, let log): "mivaa serve ended with status \(status) before it was ready:\n\(log)"
            case .gone(let status, let log): "mivaa serve ended with status \(status) while it was asked:\n\(log)"
            case .silent(let expected, let log): "mivaa serve did not say \"\(expected)\" in time:\n\(log)"
            }
        }
    }

    private init(baseURL: String, log: ServiceLogLines, process: Process, ending: ProcessEnding) {
        self.baseURL = baseURL
        self.log = log
        self.process = process
        self.ending = ending
    }

    deinit {
        if process.isRunning { Glibc.kill(process.processIdentifier, SIGKILL) }
    }

    /// A service that has said that it is ready.
    ///
    /// - Parameters:
    ///   - data: its data folder; may be one that another service left behind.
    ///   - settings: MIVAA_... variables. Those of the test's own environment are not inherited, but for where models are.
    /// - Throws: `Failure` with all that the process said.
    package static func start(data: String, settings: [String: String] = [:], arguments: [String] = []) async throws -> RunningMivaa {
        try await StartingLine.shared.take { try await startAlone(data: data, settings: settings, arguments: arguments) }
    }

    private static func startAlone(data: String, settings: [String: String], arguments: [String]) async throws -> RunningMivaa {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Project.binary)
        process.arguments = ["serve", "--data", data, "--port", "0"] + arguments
        process.environment = environment(settings)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        let errors = Pipe()
        process.standardError = errors
        let ending = ProcessEnding()
        process.terminationHandler = { ending.set($0.terminationReason == .exit ? $0.terminationStatus : -$0.terminationStatus) }
        try process.run()
        try? errors.fileHandleForWriting.close()
        let log = ServiceLogLines(reading: errors.fileHandleForReading)
        guard let ready = await log.first(where: { $0.message == "ready" }), let address = ready["address"] else {
            if !process.isRunning { throw Failure.ended(status: await ending.status(), log: log.text) }
            Glibc.kill(process.processIdentifier, SIGKILL)
            throw Failure.silent(expected: "ready", log: log.text)
        }
        return RunningMivaa(baseURL: address, log: log, process: process, ending: ending)
    }

    private static func environment(_ settings: [String: String]) -> [String: String] {
        let inherited: Set = ["MIVAA_MODELS", "MIVAA_MODEL_FOLDERS", "MIVAA_ONNXRUNTIME", "MIVAA_CLIP"]
        let own = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("MIVAA_") || inherited.contains($0.key) }
        return own.merging(settings) { $1 }
    }

    package var processIdentifier: Int32 { process.processIdentifier }

    /// Asks it to stop, as a supervisor does, and waits until it has. Its exit status; negative for the signal that ended it.
    @discardableResult
    package func stop() async throws -> Int32 {
        Glibc.kill(process.processIdentifier, SIGTERM)
        return await ending.status()
    }

    /// Ends it as a power failure would, and waits until it is gone.
    package func kill() async {
        Glibc.kill(process.processIdentifier, SIGKILL)
        _ = await ending.status()
    }

    /// The error itself, or that the process is no more, which is why.
    func reason(of error: any Error) async -> any Error {
        process.isRunning ? error : Failure.gone(status: await ending.status(), log: log.text)
    }

    /// The first line of the log, past or to come, of which the condition holds.
    /// - Throws: when there is none for a minute or the process has ended.
    package func line(_ expected: String, where condition: @escaping @Sendable (ServiceLogLine) -> Bool) async throws -> ServiceLogLine {
        guard let line = await log.first(where: condition) else { throw Failure.silent(expected: expected, log: log.text) }
        return line
    }
}

/// How a process ended, for those who wait for it.
private final class ProcessEnding: Sendable {
    private struct State {
        var status: Int32?
        var waiting: [CheckedContinuation<Int32, Never>] = []
    }

    private let state = Mutex(State())

    func set(_ status: Int32) {
        let waiting = state.withLock { state in
            state.status = status
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume(returning: status) }
    }

    func status() async -> Int32 {
        await withCheckedContinuation { continuation in
            let known = state.withLock { state in
                if state.status == nil { state.waiting.append(continuation) }
                return state.status
            }
            if let known { continuation.resume(returning: known) }
        }
    }
}
