import Backends
import Glibc
import NIOCore
import NIOPosix

/// ClamAV's daemon, over its Unix socket: the file's bytes are streamed to it (clamd(8), INSTREAM), so it needs no right to read them.
package struct ClamdScanner: FileScanner {
    /// Bytes sent at a time.
    private static let chunkBytes = 64 << 10
    /// An answer is one short line.
    private static let largestAnswer = 4096

    private let socketPath: String
    private let timeout: TimeAmount

    /// - Parameter timeoutSeconds: of one file; large ones take some seconds.
    package init(socketPath: String, timeoutSeconds: Int64 = 60) {
        self.socketPath = socketPath
        timeout = .seconds(timeoutSeconds)
    }

    package func check() async throws(ScanFailure) {
        let answer = try await ask { outbound in try await outbound.write(ByteBuffer(string: "zPING\0")) }
        guard answer == "PONG" else { throw ScanFailure("clamd does not answer as it should") }
    }

    package func scan(_ file: SourceFile) async throws(ScanFailure) -> ScanResult {
        let answer = try await ask { outbound in
            try await outbound.write(ByteBuffer(string: "zINSTREAM\0"))
            var offset = 0
            while let chunk = try await chunk(of: file, at: offset) {
                var framed = ByteBuffer()
                framed.writeInteger(UInt32(chunk.count))
                framed.writeBytes(chunk)
                try await outbound.write(framed)
                offset += chunk.count
            }
            try await outbound.write(ByteBuffer(integer: UInt32(0)))
        }
        return try Self.result(answer)
    }

    /// "stream: OK", "stream: Name FOUND" or "... ERROR".
    static func result(_ answer: String) throws(ScanFailure) -> ScanResult {
        let text = answer.hasPrefix("stream: ") ? answer.dropFirst("stream: ".count) : Substring(answer)
        if text == "OK" { return .clean }
        if text.hasSuffix(" FOUND") { return .infected(String(text.dropLast(" FOUND".count).prefix(200))) }
        throw ScanFailure("clamd could not look at the file: \(text.prefix(200))")
    }

    /// `nil` at the end of the file.
    private func chunk(of file: SourceFile, at offset: Int) async throws -> [UInt8]? {
        try await OffThreads.run(throwing: { () throws(ScanFailure) in
            var bytes = [UInt8](repeating: 0, count: Self.chunkBytes)
            let count = pread(file.descriptor, &bytes, bytes.count, off_t(offset))
            guard count >= 0 else { throw ScanFailure("the file cannot be read") }
            return count == 0 ? nil : Array(bytes.prefix(count))
        })
    }

    /// What clamd answers to what is sent.
    private func ask(
        _ send: @escaping @Sendable (NIOAsyncChannelOutboundWriter<ByteBuffer>) async throws -> Void
    ) async throws(ScanFailure) -> String {
        do {
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton).connectTimeout(.seconds(5))
                .connect(unixDomainSocketPath: socketPath) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                    }
                }
            // A daemon that hangs must not hold up an upload for ever.
            let deadline = channel.channel.eventLoop.scheduleTask(in: timeout) { channel.channel.close(promise: nil) }
            defer { deadline.cancel() }
            return try await channel.executeThenClose { inbound, outbound in
                try await send(outbound)
                return try await Self.answer(inbound)
            }
        } catch let failure as ScanFailure {
            throw failure
        } catch {
            throw ScanFailure("clamd does not answer at \(socketPath)")
        }
    }

    private static func answer(_ inbound: NIOAsyncChannelInboundStream<ByteBuffer>) async throws -> String {
        var bytes: [UInt8] = []
        for try await part in inbound {
            bytes += Array(part.readableBytesView)
            if let end = bytes.firstIndex(of: 0) { return String(decoding: bytes[..<end], as: UTF8.self) }
            guard bytes.count <= largestAnswer else { break }
        }
        throw ScanFailure("clamd ended the connection without an answer")
    }
}
