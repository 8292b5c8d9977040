import HTTPTypes
import Hummingbird

/// Which other sites' pages may use the service (Fetch standard, "CORS protocol"). None unless set.
package struct CrossOrigin: Hashable, Sendable {
    private let origins: Set<String>

    /// - Parameter origins: "https://app.example.org"; "*" for all, which never includes credentials of a browser.
    package init(origins: Set<String> = []) {
        self.origins = origins
    }

    /// The answer to a browser that asks before it sends; `nil` for all other requests.
    func preflight(_ request: Request) -> Response? {
        guard request.method == .options, let origin = request.headers[.origin], request.headers[.accessControlRequestMethod] != nil,
            allows(origin)
        else { return nil }
        return Response(
            status: .noContent,
            headers: [
                .accessControlAllowMethods: "GET, POST, PUT, PATCH, DELETE",
                .accessControlAllowHeaders:
                    "Authorization, Content-Type, Idempotency-Key, If-None-Match, Last-Event-ID, X-API-Key, X-Request-ID, X-Workspace-ID",
                .accessControlMaxAge: "600",
            ])
    }

    func write(to headers: inout HTTPFields, for request: Request) {
        guard let origin = request.headers[.origin], allows(origin) else { return }
        headers[.accessControlAllowOrigin] = origins.contains("*") ? "*" : origin
        headers[.accessControlExposeHeaders] = "ETag, Retry-After, X-Request-ID, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset"
        headers[.vary] = headers[.vary].map { "\($0), Origin" } ?? "Origin"
    }

    private func allows(_ origin: String) -> Bool {
        origins.contains("*") || origins.contains(origin)
    }
}
