package import HTTPTypes

/// One thing the service answers: the single place that says its path, who may ask, what goes in and what comes out.
/// The router, the permission checks, the rate limits and `/openapi.json` are made from it.
package struct Route: Sendable {
    package var method: HTTPRequest.Method
    /// With parameters in braces: "/api/v1/documents/{document_id}".
    package var path: String
    /// Other paths with the same parameters that serve the same.
    package var aliases: [String] = []
    /// Unique; the operation's name in the OpenAPI document.
    package var name: String
    package var summary: String
    package var section: RouteSection
    package var access: Access
    package var rateClass: RateClass
    /// Members of the query; `nil` when it has none.
    package var query: Schema?
    package var body: RequestBodyShape?
    package var replies: [ReplyShape] = []
    /// Codes of errors beyond those that access, input and limits bring with them.
    package var errors: Set<APIError.Code> = []
    /// Whether answers hold a secret: then nobody keeps them, neither caches nor the memory of repeated requests.
    package var answersSecrets = false
    /// Whether browsers may fetch the answer by a link of its own (`DownloadRoutes`).
    package var sendsLongFile = false
    package var handle: @Sendable (Call) async throws -> Reply = { _ in throw APIError(.internalError, "This route does nothing yet.") }

    package init(
        _ method: HTTPRequest.Method, _ path: String, _ name: String, _ summary: String, in section: RouteSection, access: Access,
        rate: RateClass = .read
    ) {
        self.method = method
        self.path = path
        self.name = name
        self.summary = summary
        self.section = section
        self.access = access
        rateClass = rate
    }

    /// Names of the parameters in the path, in their order.
    package var pathParameters: [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    }
}

/// Groups of routes, as the documentation shows them.
package enum RouteSection: String, Sendable, CaseIterable {
    case extraction = "Core PDF processing"
    case service = "Service"
    case pdf = "Enhanced PDF processing"
    case images = "Image analysis"
    case search = "Search and answers"
    case documents = "Documents"
    case jobs = "Jobs and batches"
    case live = "Live progress"
    case accounts = "Accounts"
    case administration = "Administration"
}

/// What a route takes as its body.
package struct RequestBodyShape: Sendable {
    /// The message as `application/json`; `nil` when JSON is not taken.
    package var json: Schema?
    /// Text parts of `multipart/form-data`; `nil` when forms are not taken.
    package var form: Schema?
    package var files: [FilePart] = []
    /// Whether the body may be left out.
    package var isOptional = false
}

/// A file in a form.
package struct FilePart: Hashable, Sendable {
    package var name: String
    package var isRequired: Bool
    package var isRepeated: Bool
    package var summary: String

    package init(_ name: String, required: Bool = true, repeated: Bool = false, _ summary: String) {
        self.name = name
        isRequired = required
        isRepeated = repeated
        self.summary = summary
    }
}

/// One answer that a route may give.
package struct ReplyShape: Sendable {
    package var status: HTTPResponse.Status
    package var summary: String
    /// By media type; `nil` for bytes.
    package var contents: [String: Schema?]

    package init(_ status: HTTPResponse.Status, _ summary: String, contents: [String: Schema?]) {
        self.status = status
        self.summary = summary
        self.contents = contents
    }
}
