import Crypto
import Foundation
import HTTPTypes
import HummingbirdCore

/// The opening of a WebSocket (RFC 6455, section 4.2).
enum WebSocketHandshake {
    /// Headers of the answer; throws `UPGRADE_REQUIRED` when the request does not ask for a WebSocket of version 13.
    static func headers(for request: Request, protocols: [String]) throws(APIError) -> HTTPFields {
        let headers = request.headers
        guard headers[.upgrade]?.lowercased() == "websocket", headers[.secWebSocketVersion] == "13", let key = headers[.secWebSocketKey],
            Data(base64Encoded: key)?.count == 16
        else { throw APIError(.upgradeRequired, "This address speaks WebSocket only.") }
        let digest = Insecure.SHA1.hash(data: Data((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8))
        var answer: HTTPFields = [
            .upgrade: "websocket", .connection: "Upgrade", .secWebSocketAccept: Data(digest).base64EncodedString(),
        ]
        let offered = offeredProtocols(headers)
        if let chosen = protocols.first(where: offered.contains) { answer[.secWebSocketProtocol] = chosen }
        return answer
    }

    static func offeredProtocols(_ headers: HTTPFields) -> [String] {
        (headers[.secWebSocketProtocol] ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    }
}
