import HummingbirdCore
import NIOCore
import Retrieval

/// An answer as it is made, as server-sent events: `sources` once, `token` for every piece, `final` with everything, or `error`.
struct AnswerStream: Sendable {
    /// Proxies cut connections on which nothing comes.
    private static let heartbeatSeconds = 15

    let desk: AnswerDesk
    let order: AnswerDesk.Order

    func write(to writer: inout any ResponseBodyWriter) async throws {
        // No limit: an answer has a few thousand pieces at most, and the model is slower than any client.
        let (lines, sender) = AsyncStream.makeStream(of: String.self)
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                await speak(sender)
                sender.finish()
            }
            group.addTask {
                while (try? await Task.sleep(for: .seconds(Self.heartbeatSeconds))) != nil { sender.yield(": still at it\n\n") }
            }
            do {
                for await line in lines { try await writer.write(ByteBuffer(string: line)) }
            } catch {
                // The client is gone: whoever writes for it may stop.
            }
            group.cancelAll()
        }
        try await writer.finish(nil)
    }

    private func speak(_ sender: AsyncStream<String>.Continuation) async {
        do {
            let reply = try await desk.answer(order) { event in
                switch event {
                case .sources(let sources): sender.yield(Self.event("sources", Sources(sources: sources.map { SourceLine($0, isCited: false) })))
                case .piece(let text): sender.yield(Self.event("token", Piece(text: text)))
                case .finished: break
                }
            }
            sender.yield(Self.event("final", reply))
        } catch {
            let error = APIError(error)
            sender.yield(Self.event("error", Failure(error: error.code.rawValue, message: error.message)))
        }
    }

    private struct Sources: Encodable { var sources: [SourceLine] }
    private struct Piece: Encodable { var text: String }
    private struct Failure: Encodable {
        var error: String
        var message: String
    }

    private static func event(_ name: String, _ value: some Encodable) -> String {
        // JSON has no line ends in it.
        let data = (try? WireCoding.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
        return "event: \(name)\ndata: \(data)\n\n"
    }
}
