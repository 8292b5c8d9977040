import Dispatch
import DocumentModel
import Foundation
import Glibc

/// Where the history is kept between two runs: a line of JSON for each minute in a file a day, and a file with all hours that are over.
///
/// A line that was cut off by a power failure is passed over when it is read; the file of hours is replaced as a whole.
package struct HistoryFolder: Sendable {
    /// Of one file; a busy day has some 5 MB.
    private static let mostBytes = 64 << 20
    private static let secondsOfDay = 24 * 3600

    private let path: String
    /// Writing may wait for the disk.
    private let queue = DispatchQueue(label: "performance history")

    package init(_ path: String) {
        self.path = path
    }

    private var hoursFile: String { "\(path)/hours.jsonl" }
    private func minutesFile(of second: Int) -> String { "\(path)/minutes-\(second / Self.secondsOfDay).jsonl" }

    /// What was kept; empty when there is nothing.
    func history(now: Int) async -> PerformanceHistory {
        await onQueue {
            let minutes = [now - Self.secondsOfDay, now].flatMap { lines(of: minutesFile(of: $0)) }
            return PerformanceHistory(minutes: minutes, hours: lines(of: hoursFile), now: now)
        }
    }

    /// Keeps a minute, or a part of one.
    func append(_ minute: PerformanceBucket) async throws {
        try await onQueue {
            Result {
                try makeFolder()
                try write([minute], to: minutesFile(of: minute.start), flags: O_APPEND)
            }
        }.get()
    }

    /// Keeps all hours that are over, and removes the minutes of days that are.
    func replaceHours(_ hours: [PerformanceBucket], now: Int) async throws {
        try await onQueue {
            Result {
                try makeFolder()
                let fresh = hoursFile + ".new"
                try write(hours, to: fresh, flags: O_TRUNC)
                guard rename(fresh, hoursFile) == 0 else { throw HistoryError(path: hoursFile, number: errno) }
                removeOldMinutes(now)
            }
        }.get()
    }

    private func onQueue<Outcome: Sendable>(_ work: @escaping @Sendable () -> Outcome) async -> Outcome {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: work()) }
        }
    }

    private func makeFolder() throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    private func lines(of file: String) -> [PerformanceBucket] {
        guard let data = FileManager.default.contents(atPath: file), data.count <= Self.mostBytes else { return [] }
        let decoder = JSONDecoder()
        return data.split(separator: 0x0A).compactMap { try? decoder.decode(PerformanceBucket.self, from: $0) }
    }

    private func write(_ buckets: [PerformanceBucket], to file: String, flags: Int32) throws {
        let encoder = JSONEncoder()
        // After a line that was cut off, the next one begins anew; empty lines mean nothing.
        var bytes = flags & O_APPEND != 0 ? Data([0x0A]) : Data()
        for bucket in buckets {
            bytes += try encoder.encode(bucket)
            bytes.append(0x0A)
        }
        let descriptor = open(file, O_WRONLY | O_CREAT | flags, 0o600)
        guard descriptor >= 0 else { throw HistoryError(path: file, number: errno) }
        defer { close(descriptor) }
        let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        guard count == bytes.count else { throw HistoryError(path: file, number: count < 0 ? errno : ENOSPC) }
    }

    private func removeOldMinutes(_ now: Int) {
        let kept = [now - Self.secondsOfDay, now].map { minutesFile(of: $0) }
        for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] where name.hasPrefix("minutes-") {
            if !kept.contains("\(path)/\(name)") { unlink("\(path)/\(name)") }
        }
    }
}

/// Why the history could not be kept.
struct HistoryError: Error, CustomStringConvertible {
    var path: String
    var number: Int32

    var description: String { "\(path): \(String(cString: strerror(number)))" }
}
