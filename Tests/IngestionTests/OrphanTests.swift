import CSandbox
import DocumentModel
import Glibc
import TestSupport
import Testing

@testable import Ingestion

@Suite("Children without a parent", .timeLimit(.minutes(15)))
struct OrphanTests {
    @Test("a child ends by itself when the parent's end of the socket closes")
    func endsWithParent() throws {
        let child = try BareChild()
        let channel = child.channel
        try channel.send(Request.configure(libraryPath: Project.pdfium, limits: ExtractionLimits()).wireBytes)
        guard case .ready = try Reply(wireBytes: try channel.receive(withinSeconds: 20)) else {
            Issue.record("the child did not get ready")
            return
        }
        #expect(child.statusAfterClosing() == 0)
    }

    @Test("a child that is spoken to in nonsense ends instead of guessing")
    func endsOnNonsense() throws {
        let child = try BareChild()
        let channel = child.channel
        try channel.send([99, 1, 2, 3])
        #expect(throws: FrameChannel.Failure.closed) { try channel.receive(withinSeconds: 20) }
        #expect(child.statusAfterClosing() != 0)
    }
}

/// A child that nobody looks after.
private struct BareChild {
    let channel: FrameChannel
    private let identifier: pid_t

    init() throws {
        var pair: [Int32] = [-1, -1]
        try #require(csandbox_socket_pair(&pair) == 0)
        var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("mivaa"), strdup("extraction-child"), nil]
        var environment: [UnsafeMutablePointer<CChar>?] = [nil]
        defer { arguments.forEach { free($0) } }
        var started: pid_t = 0
        try #require(csandbox_spawn(Project.binary, &arguments, &environment, pair[1], &started) == 0)
        close(pair[1])
        identifier = started
        channel = FrameChannel(descriptor: pair[0], maximumBytes: 1 << 20)
    }

    /// Closes the parent's end and waits; `nil` when there is nothing to wait for.
    func statusAfterClosing() -> Int32? {
        close(channel.descriptor)
        var status: Int32 = -1
        var peakBytes: Int64 = 0
        return csandbox_wait(identifier, &status, &peakBytes) == 0 ? status : nil
    }
}
