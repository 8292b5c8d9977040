import Foundation
import Glibc

/// Runs the tools that installing needs: pip, unzip, tar, sha256sum, a build script. Never during recognition.
enum ExternalTool {
    /// Runs to the end; output is taken up to the limit, what is said on standard error is shown when it fails.
    /// - Returns: standard output.
    @discardableResult
    static func run(_ arguments: [String], outputLimitBytes: Int = 1 << 20) throws(ModelError) -> Data {
        var output = Data()
        try stream(arguments) { (chunk) throws(ModelError) in
            output.append(chunk)
            if output.count > outputLimitBytes { throw .tooLarge(file: "the output of \(arguments[0])", limitBytes: outputLimitBytes) }
        }
        return output
    }

    /// Runs to the end and passes standard output on as it comes; ends the tool when `take` throws.
    static func stream(_ arguments: [String], _ take: (Data) throws(ModelError) -> Void) throws(ModelError) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        let output = Pipe()
        let errors = Pipe()
        process.standardOutput = output
        process.standardError = errors
        do { try process.run() } catch { throw .toolFailed(tool: arguments[0], message: "\(error)") }
        // Both pipes have to be emptied, or the tool waits for ever.
        let complaints = Complaints(reading: errors.fileHandleForReading)
        do {
            while let chunk = try? output.fileHandleForReading.read(upToCount: 1 << 16), !chunk.isEmpty { try take(chunk) }
        } catch {
            // Not SIGTERM: a tool started from a dispatch thread inherits its blocked signals.
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            throw error
        }
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw .toolFailed(tool: arguments[0], message: complaints.lastLines) }
    }

    /// Reads standard error on a thread of its own.
    ///
    /// Safe because the text is read only after the group is left.
    private final class Complaints: @unchecked Sendable {
        private static let keptBytes = 4000
        private let group = DispatchGroup()
        private var text = Data()

        init(reading handle: FileHandle) {
            DispatchQueue.global().async(group: group) { [self] in
                while let chunk = try? handle.read(upToCount: 1 << 12), !chunk.isEmpty { text = (text + chunk).suffix(Self.keptBytes) }
            }
        }

        var lastLines: String {
            group.wait()
            return String(decoding: text, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        }
    }
}

enum FileDigest {
    /// SHA-256 of the file in lower-case hexadecimal, by coreutils: a library for one function would be another dependency.
    static func sha256(of path: String) throws(ModelError) -> String {
        String(decoding: try ExternalTool.run(["sha256sum", "--binary", path]).prefix { $0 != UInt8(ascii: " ") }, as: UTF8.self)
    }
}
