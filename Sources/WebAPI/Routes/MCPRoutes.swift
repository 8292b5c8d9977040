import DocumentModel
import HTTPTypes
import HummingbirdCore
import NIOCore

/// The Model Context Protocol over HTTP ("Streamable HTTP", without sessions and without streams of our own).
package struct MCPRoutes: Sendable {
    private static let versionHeader = HTTPField.Name("MCP-Protocol-Version")

    private let server: MCPServer

    package init(server: MCPServer) {
        self.server = server
    }

    package var routes: [Route] { [messages] }

    private var messages: Route {
        Route(
            .post, "/mcp", "mcp", "Tools for AI assistants: the Model Context Protocol", in: .search, access: .permission(.search), rate: .search
        )
        .body(MCPMessage.self).reply(.ok, "The answer to a request.", MCPReply.self).reply(.accepted, "A notification was taken.")
        .replying { call in
            if let name = Self.versionHeader, let version = call.request.headers[name], !MCPServer.versions.contains(version) {
                throw APIError(.badRequest, "This version of the protocol is not spoken; \(MCPServer.versions.joined(separator: ", ")) are.")
            }
            let principal = try call.caller()
            let caller = MCPServer.Caller(
                workspace: principal.workspace, readsDocuments: principal.permissions.contains(.readDocuments),
                onRefusal: call.noteRefusal)
            let bytes = try await call.bodyBytes(limit: call.limits.jsonBytes)
            guard let message = JSONTree(parsing: bytes.readableBytesView) else {
                return Reply(try WireCoding.encodeVerbatim(MCPServer.unreadable), "application/json", status: .badRequest)
            }
            guard let answer = await server.answer(message, caller) else { return Reply(status: .accepted) }
            return Reply(try WireCoding.encodeVerbatim(answer), "application/json")
        }
    }
}
