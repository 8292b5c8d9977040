import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A server on this machine that answers with whatever bytes a test says, well or ill.
final class ScriptedServer: Sendable {
    /// One request as it came: head and body.
    struct Call: Sendable {
        var path: String
        var text: String

        func header(_ name: String) -> String? {
            text.split(separator: "\r\n").first { $0.lowercased().hasPrefix(name.lowercased() + ":") }
                .map { $0.dropFirst(name.count + 1).trimmingPrefix(while: \.isWhitespace).description }
        }

        var body: String { text.firstRange(of: "\r\n\r\n").map { String(text[$0.upperBound...]) } ?? "" }
    }

    typealias Writer = NIOAsyncChannelOutboundWriter<ByteBuffer>

    let port: Int
    private let task: Task<Void, any Error>
    private let recorder: Recorder

    private final class Recorder: Sendable {
        let calls = Mutex<[Call]>([])
    }

    var calls: [Call] { recorder.calls.withLock { $0 } }

    /// - Parameter answer: writes the answer to a call; the connection ends when it returns or throws.
    init(
        certificate: (chain: [NIOSSLCertificateSource], key: NIOSSLPrivateKeySource)? = nil,
        _ answer: @escaping @Sendable (Call, Writer) async throws -> Void
    ) async throws {
        let context = try certificate.map {
            try NIOSSLContext(configuration: .makeServerConfiguration(certificateChain: $0.chain, privateKey: $0.key))
        }
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton).bind(host: "127.0.0.1", port: 0) { channel in
            channel.eventLoop.makeCompletedFuture {
                if let context { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context)) }
                return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
            }
        }
        port = server.channel.localAddress?.port ?? 0
        let record = Recorder()
        recorder = record
        task = Task {
            try await server.executeThenClose { connections in
                try await withThrowingDiscardingTaskGroup { group in
                    for try await connection in connections {
                        group.addTask { try? await Self.serve(connection, record, answer) }
                    }
                }
            }
        }
    }

    deinit {
        task.cancel()
    }

    private static func serve(
        _ connection: NIOAsyncChannel<ByteBuffer, ByteBuffer>, _ recorder: Recorder,
        _ answer: @Sendable (Call, Writer) async throws -> Void
    ) async throws {
        try await connection.executeThenClose { incoming, outgoing in
            var text = ""
            for try await buffer in incoming {
                text += String(buffer: buffer)
                guard let end = text.firstRange(of: "\r\n\r\n") else { continue }
                var call = Call(path: text.split(separator: " ").dropFirst().first.map(String.init) ?? "", text: text)
                let length = call.header("content-length").flatMap { Int($0) } ?? 0
                guard text[end.upperBound...].utf8.count >= length else { continue }
                call.text = text
                recorder.calls.withLock { $0.append(call) }
                return try await answer(call, outgoing)
            }
        }
    }
}

extension ScriptedServer.Writer {
    func send(_ text: String) async throws {
        try await write(ByteBuffer(string: text))
    }

    /// A whole answer.
    func answer(_ status: String = "200 OK", headers: [String] = [], body: [UInt8] = []) async throws {
        let head = (["HTTP/1.1 \(status)", "Content-Length: \(body.count)"] + headers).joined(separator: "\r\n")
        try await send(head + "\r\n\r\n")
        try await write(ByteBuffer(bytes: body))
    }
}
