import Foundation
import Ingestion
import Synchronization
import WebAPI

/// The Model Context Protocol over standard input and output: a message a line.
///
/// A class for the requests that are under way, which a client may cancel.
final class StandardStreams: Sendable {
    /// Bytes of a message: a question and some names have a few thousand.
    static let longestLine = 1 << 20
    /// Requests worked on at a time: assistants send a few at once and wait.
    private static let mostAtOnce = 8

    private let server: MCPServer
    private let caller: MCPServer.Caller
    private let running = Mutex<[JSONTree: Task<Void, Never>]>([:])

    init(server: MCPServer, caller: MCPServer.Caller) {
        self.server = server
        self.caller = caller
    }

    /// Until standard input ends.
    func serve() async {
        await withTaskGroup(of: Void.self) { group in
            var count = 0
            for await line in Self.lines() {
                guard let message = JSONTree(parsing: line) else {
                    Self.write(MCPServer.unreadable)
                    continue
                }
                if cancels(message) { continue }
                if count >= Self.mostAtOnce { await group.next() } else { count += 1 }
                group.addTask { await self.work(on: message) }
            }
        }
    }

    private func work(on message: JSONTree) async {
        let work = Task {
            if let answer = await server.answer(message, caller), !Task.isCancelled { Self.write(answer) }
        }
        let id = message["id"]
        if let id { running.withLock { $0[id] = work } }
        await work.value
        if let id { running.withLock { $0[id] = nil } }
    }

    /// Whether the message takes back a request; no answer to that is wanted any more.
    private func cancels(_ message: JSONTree) -> Bool {
        guard message["method"] == "notifications/cancelled", let id = message["params"]?["requestId"] else { return false }
        running.withLock { $0[id]?.cancel() }
        return true
    }

    private static func write(_ message: JSONTree) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let bytes = try? encoder.encode(message) else { return }
        Terminal.write([UInt8](bytes) + [UInt8(ascii: "\n")])
    }

    /// Lines of standard input without their ends; a line that is too long comes as an empty one, which is no message.
    private static func lines() -> AsyncStream<[UInt8]> {
        let (stream, sender) = AsyncStream.makeStream(of: [UInt8].self)
        // A thread of its own: reading blocks.
        Thread.detachNewThread {
            var line: [UInt8] = []
            var isTooLong = false
            while true {
                let data = FileHandle.standardInput.availableData
                if data.isEmpty { break }
                for byte in data {
                    if byte == UInt8(ascii: "\n") {
                        if isTooLong || !line.isEmpty { sender.yield(isTooLong ? [] : line) }
                        (line, isTooLong) = ([], false)
                    } else if line.count < longestLine {
                        line.append(byte)
                    } else {
                        isTooLong = true
                    }
                }
            }
            if !line.isEmpty { sender.yield(line) }
            sender.finish()
        }
        return stream
    }
}
