import HTTPTypes

/// The description of the service for programs and for people. Made once, from the table that serves.
package struct DocumentationRoutes: Sendable {
    private let document: [UInt8]
    private let page: String

    /// - Parameter routes: all others.
    package init(describing routes: [Route], version: String) {
        let described = RouteTable(routes + Self.own(document: [], page: ""))
        document = (try? WireCoding.encodeVerbatim(OpenAPIDocument(described, version: version).tree)) ?? []
        page = DocumentationPage.html(described, version: version)
    }

    package var routes: [Route] { Self.own(document: document, page: page) }

    private static func own(document: [UInt8], page: String) -> [Route] {
        [
            Route(.get, "/openapi.json", "openapi", "The service described for programs (OpenAPI)", in: .service, access: .open, rate: .unlimited)
                .reply(.ok, "The description.", mediaTypes: "application/json").replying { _ in Reply(document, "application/json") },
            Route(.get, "/docs", "docs", "The service described for people", in: .service, access: .open, rate: .unlimited)
                .reply(.ok, "A page.", mediaTypes: "text/html")
                .replying { _ in
                    .text(
                        page, "text/html", headers: [.contentSecurityPolicy: "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"])
                },
        ]
    }
}
