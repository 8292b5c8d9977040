import Glibc

/// One end of a stream socket that carries frames: a length in four bytes (little-endian), then that many bytes.
///
/// Blocking on purpose: the parent gives every busy child a thread of its own, the child has nothing else to do.
struct FrameChannel {
    enum Failure: Error, Hashable {
        /// The other side is gone.
        case closed
        /// Nothing, or only a part, came before the deadline.
        case timedOut
        /// The length announced is over the limit.
        case tooLarge(bytes: Int)
        case system(errno: Int32)
    }

    let descriptor: Int32
    /// Larger frames are refused before memory is taken for them.
    let maximumBytes: Int

    /// Sends one frame.
    func send(_ payload: [UInt8]) throws(Failure) {
        guard payload.count <= maximumBytes else { throw .tooLarge(bytes: payload.count) }
        try write(withUnsafeBytes(of: UInt32(payload.count).littleEndian) { Array($0) } + payload)
    }

    /// The next frame's payload.
    ///
    /// - Parameter seconds: how long the whole frame may take; `nil` waits for ever.
    func receive(withinSeconds seconds: Double? = nil) throws(Failure) -> [UInt8] {
        let deadline = seconds.map { Deadline(seconds: $0) }
        let header = try read(count: 4, before: deadline)
        let count = Int(header[0]) | Int(header[1]) << 8 | Int(header[2]) << 16 | Int(header[3]) << 24
        guard count <= maximumBytes else { throw .tooLarge(bytes: count) }
        return try read(count: count, before: deadline)
    }

    private func write(_ bytes: [UInt8]) throws(Failure) {
        var sent = 0
        while sent < bytes.count {
            // Not write: a peer that is gone is an error to handle, not a signal (SIGPIPE) that ends the process.
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.send(descriptor, buffer.baseAddress.map { $0 + sent }, buffer.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count > 0 {
                sent += count
            } else if errno != EINTR {
                throw errno == EPIPE || errno == ECONNRESET ? .closed : errno == EAGAIN ? .timedOut : .system(errno: errno)
            }
        }
    }

    private func read(count: Int, before deadline: Deadline?) throws(Failure) -> [UInt8] {
        var failure: Failure?
        // Uninitialised memory costs nothing until bytes really arrive, so an announced length alone takes none.
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count, failure == nil {
                failure = waitForInput(before: deadline)
                guard failure == nil else { return }
                let received = Glibc.read(descriptor, buffer.baseAddress.map { $0 + filled }, count - filled)
                if received > 0 {
                    filled += received
                } else if received == 0 || errno == ECONNRESET {
                    failure = .closed
                } else if errno != EINTR && errno != EAGAIN {
                    failure = .system(errno: errno)
                }
            }
        }
        if let failure { throw failure }
        return bytes
    }

    private func waitForInput(before deadline: Deadline?) -> Failure? {
        guard let deadline else { return nil }
        var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while true {
            let ready = poll(&watched, 1, deadline.remainingMilliseconds)
            if ready > 0 { return nil }
            if ready == 0 { return .timedOut }
            if errno != EINTR { return .system(errno: errno) }
        }
    }
}

/// A moment on the monotonic clock.
private struct Deadline {
    private let moment: ContinuousClock.Instant

    init(seconds: Double) {
        moment = .now + .seconds(seconds)
    }

    var remainingMilliseconds: Int32 {
        let left = ContinuousClock.now.duration(to: moment) / .milliseconds(1)
        return Int32(max(0, min(left.rounded(.up), Double(Int32.max))))
    }
}
