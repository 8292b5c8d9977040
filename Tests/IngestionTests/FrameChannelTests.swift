import CSandbox
import Glibc
import Testing

@testable import Ingestion

@Suite("Frames over a socket")
struct FrameChannelTests {
    @Test("a frame at the limit passes, one byte more is refused by the sender")
    func limitOfSender() throws {
        let pair = try SocketPair()
        let sender = FrameChannel(descriptor: pair.first, maximumBytes: 100)
        try sender.send([UInt8](repeating: 7, count: 100))
        #expect(try FrameChannel(descriptor: pair.second, maximumBytes: 100).receive().count == 100)
        #expect(throws: FrameChannel.Failure.tooLarge(bytes: 101)) { try sender.send([UInt8](repeating: 7, count: 101)) }
    }

    @Test("a frame over the limit is refused by the receiver")
    func limitOfReceiver() throws {
        let pair = try SocketPair()
        try FrameChannel(descriptor: pair.first, maximumBytes: 1000).send([UInt8](repeating: 7, count: 101))
        let receiver = FrameChannel(descriptor: pair.second, maximumBytes: 100)
        #expect(throws: FrameChannel.Failure.tooLarge(bytes: 101)) { try receiver.receive() }
    }

    @Test("an empty frame is a frame")
    func emptyFrame() throws {
        let pair = try SocketPair()
        try FrameChannel(descriptor: pair.first, maximumBytes: 10).send([])
        #expect(try FrameChannel(descriptor: pair.second, maximumBytes: 10).receive() == [])
    }

    @Test("half a frame is waited for no longer than asked")
    func timesOut() throws {
        let pair = try SocketPair()
        var half: [UInt8] = [10, 0, 0, 0, 1, 2, 3]
        write(pair.first, &half, half.count)
        let receiver = FrameChannel(descriptor: pair.second, maximumBytes: 100)
        #expect(throws: FrameChannel.Failure.timedOut) { try receiver.receive(withinSeconds: 0.05) }
    }

    @Test("a peer that is gone is told from a slow one")
    func noticesClosing() throws {
        let pair = try SocketPair()
        pair.closeFirst()
        let receiver = FrameChannel(descriptor: pair.second, maximumBytes: 100)
        #expect(throws: FrameChannel.Failure.closed) { try receiver.receive(withinSeconds: 5) }
    }
}

private final class SocketPair {
    private(set) var first: Int32
    let second: Int32

    init() throws {
        var pair: [Int32] = [-1, -1]
        try #require(csandbox_socket_pair(&pair) == 0)
        (first, second) = (pair[0], pair[1])
    }

    func closeFirst() {
        close(first)
        first = -1
    }

    deinit {
        close(first)
        close(second)
    }
}
