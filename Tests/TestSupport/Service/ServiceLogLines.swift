import Foundation
import Synchronization

/// One line of the service's log.
package struct ServiceLogLine: Sendable {
    /// As it was written.
    package let text: String
    private let members: [String: String]

    init(_ text: String) {
        self.text = text
        members = (try? JSONDecoder().decode([String: String].self, from: Data(text.utf8))) ?? [:]
    }

    /// `nil` when the line has no such member or is no JSON.
    package subscript(_ name: String) -> String? { members[name] }

    package var message: String { members["message"] ?? "" }
}

/// What a service has written to its log, while it goes on writing.
package final class ServiceLogLines: Sendable {
    private struct Waiter: Sendable {
        var number: Int
        var condition: @Sendable (ServiceLogLine) -> Bool
        var continuation: CheckedContinuation<ServiceLogLine?, Never>
    }

    private struct State {
        var lines: [ServiceLogLine] = []
        var waiters: [Waiter] = []
        var waiterCount = 0
        var hasEnded = false
    }

    /// What a machine under load may need to start a service; a test that waits this long has failed.
    private static let secondsToWait = 60.0

    private let state = Mutex(State())

    init(reading file: FileHandle) {
        Thread.detachNewThread { [self] in
            // Not by `FileHandle`, which waits until as much is there as was asked for.
            var rest: [UInt8] = []
            var chunk = [UInt8](repeating: 0, count: 1 << 14)
            while case let count = read(file.fileDescriptor, &chunk, chunk.count), count > 0 {
                rest += chunk[..<count]
                while let end = rest.firstIndex(of: 0x0A) {
                    add(ServiceLogLine(String(decoding: rest[..<end], as: UTF8.self)))
                    rest.removeSubrange(...end)
                }
            }
            end()
        }
    }

    package var lines: [ServiceLogLine] { state.withLock { $0.lines } }

    package var text: String { lines.map(\.text).joined(separator: "\n") }

    /// The first line, past or to come, of which the condition holds; `nil` when the log ended without one, or after a minute.
    package func first(where condition: @escaping @Sendable (ServiceLogLine) -> Bool) async -> ServiceLogLine? {
        await withCheckedContinuation { continuation in
            let (known, number): (ServiceLogLine??, Int) = state.withLock { state in
                if let line = state.lines.first(where: condition) { return (.some(line), 0) }
                if state.hasEnded { return (.some(nil), 0) }
                state.waiterCount += 1
                state.waiters.append(Waiter(number: state.waiterCount, condition: condition, continuation: continuation))
                return (nil, state.waiterCount)
            }
            if let known { return continuation.resume(returning: known) }
            DispatchQueue.global().asyncAfter(deadline: .now() + Self.secondsToWait) { [self] in giveUp(number) }
        }
    }

    private func add(_ line: ServiceLogLine) {
        let matching = state.withLock { state in
            state.lines.append(line)
            let matching = state.waiters.filter { $0.condition(line) }
            state.waiters.removeAll { waiter in matching.contains { $0.number == waiter.number } }
            return matching
        }
        for waiter in matching { waiter.continuation.resume(returning: line) }
    }

    private func giveUp(_ number: Int) {
        let late = state.withLock { state in
            let late = state.waiters.filter { $0.number == number }
            state.waiters.removeAll { $0.number == number }
            return late
        }
        for waiter in late { waiter.continuation.resume(returning: nil) }
    }

    private func end() {
        let waiting = state.withLock { state in
            state.hasEnded = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiting { waiter.continuation.resume(returning: nil) }
    }
}
