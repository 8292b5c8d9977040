import Backends
import Crypto
import Glibc
import NIOCore
import NIOHTTP1

/// A document as it was fetched.
package struct DownloadedFile: Hashable, Sendable {
    package var sizeBytes: Int64
    package var sha256: String
}

/// Fetches documents from addresses that clients name, without becoming their hand in the operator's network.
package struct GuardedDownloader: Sendable {
    /// What one download may cost.
    package struct Limits: Hashable, Sendable {
        package var bytes: Int64 = 100_000_000
        /// From the first connection to the last byte, over all redirections.
        package var seconds = 60.0
        /// Each is checked like the first address.
        package var redirects = 5

        package init() {}
    }

    private let connection: GuardedConnection
    private let limits: Limits

    package init(policy: AddressPolicy = AddressPolicy(), resolver: HostResolver = .system, limits: Limits = Limits()) {
        self.init(connection: GuardedConnection(policy: policy, resolver: resolver), limits: limits)
    }

    init(connection: GuardedConnection, limits: Limits) {
        self.connection = connection
        self.limits = limits
    }

    /// Writes the document to a new file.
    ///
    /// - Parameters:
    ///   - path: nothing is left there when this throws.
    ///   - wish: what the client asked for, where that is less than the limits.
    ///   - onProgress: told the bytes that came and those that are to come, where the server said.
    package func download(
        _ address: DocumentAddress, to path: String, _ wish: DownloadOptions, expecting expected: ExpectedFile = .pdf,
        onProgress: @escaping @Sendable (Int64, Int64?) -> Void = { _, _ in }
    ) async throws(DownloadProblem) -> DownloadedFile {
        let seconds = min(limits.seconds, wish.timeoutSeconds.map(Double.init) ?? .infinity)
        let bytes = min(limits.bytes, wish.maximumMegabytes.map { Int64($0) << 20 } ?? .max)
        do throws(DownloadProblem) {
            let fetched = try await TimeLimit(seconds: seconds).run { () async throws(DownloadProblem) in
                try await follow(address, to: path, expected, limitBytes: bytes, onProgress)
            }
            guard let fetched else { throw .timedOut(seconds: seconds) }
            return fetched
        } catch {
            unlink(path)
            throw error
        }
    }

    private func follow(
        _ first: DocumentAddress, to path: String, _ expected: ExpectedFile, limitBytes: Int64,
        _ onProgress: @escaping @Sendable (Int64, Int64?) -> Void
    ) async throws(DownloadProblem) -> DownloadedFile {
        var address = first
        // Compressed answers are not wanted: what arrives is to be what the limits count.
        let request = OutgoingRequest(headers: [("Accept", expected.acceptField), ("Accept-Encoding", "identity")])
        for _ in 0...limits.redirects {
            let answer: Answer = try await connection.exchange(with: address, request) { head, parts in
                if let location = Self.redirection(head) { return .elsewhere(location) }
                guard head.status == .ok else { throw DownloadProblem.status(Int(head.status.code)) }
                return .file(try await Self.receive(head, &parts, to: path, expected, limitBytes: limitBytes, onProgress))
            }
            switch answer {
            case .file(let file): return file
            case .elsewhere(let location):
                do throws(AddressProblem) {
                    address = try address.following(location)
                } catch {
                    throw .forbidden("it leads to an address that cannot be used: \(error.reason)")
                }
            }
        }
        throw .tooManyRedirects(limits.redirects)
    }

    private enum Answer {
        case file(DownloadedFile)
        case elsewhere(String)
    }

    private static func redirection(_ head: HTTPResponseHead) -> String? {
        switch head.status.code {
        case 301, 302, 303, 307, 308: head.headers.first(name: "Location")
        default: nil
        }
    }

    private static func receive(
        _ head: HTTPResponseHead, _ parts: inout GuardedConnection.Incoming.AsyncIterator, to path: String, _ expected: ExpectedFile,
        limitBytes: Int64, _ onProgress: @Sendable (Int64, Int64?) -> Void
    ) async throws(DownloadProblem) -> DownloadedFile {
        let length = head.headers.first(name: "Content-Length").flatMap { Int64($0) }
        if let length, length > limitBytes { throw .tooLarge(limitBytes: limitBytes) }
        var sink = try DownloadSink(path: path, expected: expected, limitBytes: limitBytes)
        do {
            // Until the answer is complete: a server may keep the connection although it was asked to close it.
            while let part = try await parts.next() {
                if case .end = part { break }
                guard case .body(let buffer) = part else { continue }
                try await sink.take(buffer)
                onProgress(sink.count, length)
            }
        } catch let problem as DownloadProblem {
            throw problem
        } catch {
            throw Task.isCancelled ? .stopped : .unreachable("the server broke off")
        }
        if let length, sink.count < length { throw .unreachable("the server broke off") }
        return try await sink.finish()
    }
}

/// The file that a download becomes.
private struct DownloadSink: ~Copyable {
    /// Bytes written at a time: a change of threads costs more than what a packet holds.
    private static let chunkBytes = 256 << 10

    private let descriptor: Int32
    private let expected: ExpectedFile
    private let limitBytes: Int64
    private var hash = SHA256()
    private var waiting: [UInt8] = []
    private var hasHeader = false
    private(set) var count: Int64 = 0

    init(path: String, expected: ExpectedFile, limitBytes: Int64) throws(DownloadProblem) {
        self.expected = expected
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        self.limitBytes = limitBytes
        guard descriptor >= 0 else { throw .notWritten(String(cString: strerror(errno))) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    mutating func take(_ buffer: ByteBuffer) async throws(DownloadProblem) {
        count += Int64(buffer.readableBytes)
        guard count <= limitBytes else { throw .tooLarge(limitBytes: limitBytes) }
        waiting += buffer.readableBytesView
        if !hasHeader, waiting.count >= FileInspector.headerBytes { try checkHeader() }
        if waiting.count >= Self.chunkBytes { try await write() }
    }

    mutating func finish() async throws(DownloadProblem) -> DownloadedFile {
        if !hasHeader { try checkHeader() }
        try await write()
        return DownloadedFile(sizeBytes: count, sha256: hash.finalize().hexadecimal)
    }

    /// As early as it can be told: nobody waits for a gigabyte of something else.
    private mutating func checkHeader() throws(DownloadProblem) {
        if let problem = expected.problem(with: waiting) { throw problem }
        hasHeader = true
    }

    private mutating func write() async throws(DownloadProblem) {
        let bytes = waiting
        waiting = []
        hash.update(data: bytes)
        let descriptor = descriptor
        let code = await OffThreads.run { () -> Int32 in
            var written = 0
            while written < bytes.count {
                let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress.map { $0 + written }, bytes.count - written) }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return errno }
                written += count
            }
            return 0
        }
        guard code == 0 else { throw .notWritten(String(cString: strerror(code))) }
    }
}
