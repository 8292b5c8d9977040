package import Hummingbird
import NIOCore

/// What Hummingbird carries along with a request.
package struct ServiceContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// Of the other end of the connection; `nil` when it has none, as a Unix socket.
    let peerAddress: String?
    var requestID = ""

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        peerAddress = source.channel.remoteAddress?.ipAddress
    }
}
