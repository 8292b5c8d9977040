package import Backends
package import DocumentModel
import HTTPTypes

/// What servers of clients are told, and how they can tell that it comes from here.
package struct WebhookRoutes: Sendable {
    private let store: any WebhookStore
    private let secret: @Sendable (WorkspaceID) -> String

    /// - Parameter secret: what receivers of a workspace check signatures with.
    package init(store: any WebhookStore, secret: @escaping @Sendable (WorkspaceID) -> String) {
        self.store = store
        self.secret = secret
    }

    package var routes: [Route] { [signing, deliveries] }

    private func route(_ path: String, _ name: String, _ summary: String) -> Route {
        Route(.get, path, name, summary, in: .jobs, access: .permission(.manageWorkspace))
    }

    private var signing: Route {
        route("/api/v1/webhooks/secret", "webhook_secret", "The secret that receivers of the workspace's webhooks check signatures with")
            .answering(secret: WebhookSecretReply.self) { call in WebhookSecretReply(secret: secret(try call.caller().workspace)) }
    }

    private var deliveries: Route {
        route("/api/v1/webhooks/deliveries", "webhook_deliveries", "What was sent to servers of the workspace, newest first")
            .query(PartQuery.self)
            .answering(WebhookDeliveryListing.self) { call in
                let part = try call.query(PartQuery.self)
                let listing = try await store.deliveries(in: try call.scope(), limit: part.limit, offset: part.offset)
                return WebhookDeliveryListing(
                    deliveries: listing.items.map(WebhookDeliveryLine.init),
                    pagination: Pagination(total: listing.totalCount, limit: part.limit, offset: part.offset))
            }
    }
}
