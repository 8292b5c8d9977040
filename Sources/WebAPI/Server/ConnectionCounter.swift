import NIOCore

/// Tells the journal of a connection's begin and end. A class because channel handlers are.
final class ConnectionCounter: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = Any

    private let journal: any RequestJournal

    init(_ journal: any RequestJournal) {
        self.journal = journal
    }

    func handlerAdded(context: ChannelHandlerContext) { journal.connectionOpened() }
    func handlerRemoved(context: ChannelHandlerContext) { journal.connectionClosed() }
}
