package import Backends
import DocumentModel
import HTTPTypes

/// API keys of the workspace of the request.
package struct KeyRoutes: Sendable {
    private let accounts: any KeyService

    package init(accounts: any KeyService) {
        self.accounts = accounts
    }

    package var routes: [Route] { [list, create, revocation] }

    private var list: Route {
        Route(.get, "/api/v1/api-keys", "list_api_keys", "Your API keys, or all of a workspace you manage", in: .accounts, access: .signedIn)
            .query(ListQuery.self)
            .answering(KeyListing.self) { call in
                let query = try call.query(ListQuery.self)
                return KeyListing(try await accounts.keys(limit: query.limit, offset: query.offset, try call.accountCaller()))
            }
    }

    private var create: Route {
        Route(.post, "/api/v1/api-keys", "create_api_key", "A new API key; it is shown this once", in: .accounts, access: .signedIn, rate: .write)
            .body(KeyBody.self).failing(.conflict)
            .answering(secret: IssuedKeyReply.self, status: .created) { call in
                let issued = try await accounts.createKey(try await call.body(KeyBody.self).wish, try call.accountCaller())
                return IssuedKeyReply(key: KeyLine(issued.key), apiKey: issued.secret)
            }
    }

    private var revocation: Route {
        Route(
            .delete, "/api/v1/api-keys/{key_id}", "revoke_api_key", "Makes a key worthless at once", in: .accounts, access: .signedIn,
            rate: .write
        )
        .answering(bare: Acknowledgement.self) { call in
            try await accounts.revokeKey(try call.identifier("key_id"), try call.accountCaller())
            return Acknowledgement(message: "The key is revoked.")
        }
    }
}
