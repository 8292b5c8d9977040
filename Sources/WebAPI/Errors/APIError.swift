import Backends
package import HTTPTypes

/// An answer that says why there is no other. One table for the whole service, one shape of body.
package struct APIError: Error, Sendable {
    package var code: Code
    /// One sentence for people. Holds no text of a document, no secret and nothing of the service's inside.
    package var message: String
    /// For programs: which field, which limit.
    package var details: [String: JSONTree]
    /// Seconds after which to try again; `nil` when that would not help.
    package var retryAfterSeconds: Double?

    package init(_ code: Code, _ message: String, details: [String: JSONTree] = [:], retryAfterSeconds: Double? = nil) {
        self.code = code
        self.message = message
        self.details = details
        self.retryAfterSeconds = retryAfterSeconds
    }

    package enum Code: String, Sendable, CaseIterable {
        case badRequest = "BAD_REQUEST"
        case validation = "VALIDATION_ERROR"
        case authenticationRequired = "AUTHENTICATION_REQUIRED"
        case invalidCredentials = "INVALID_CREDENTIALS"
        case tokenExpired = "TOKEN_EXPIRED"
        case linkIsDead = "LINK_INVALID"
        case forbidden = "FORBIDDEN"
        case notFound = "NOT_FOUND"
        case methodNotAllowed = "METHOD_NOT_ALLOWED"
        case notAcceptable = "NOT_ACCEPTABLE"
        case requestTimeout = "REQUEST_TIMEOUT"
        case conflict = "CONFLICT"
        case preconditionFailed = "PRECONDITION_FAILED"
        case tooLarge = "SIZE_ERROR"
        case unsupportedContentType = "CONTENT_TYPE_ERROR"
        case rangeNotSatisfiable = "RANGE_NOT_SATISFIABLE"
        case upgradeRequired = "UPGRADE_REQUIRED"
        case rateLimited = "RATE_LIMIT_EXCEEDED"
        case quotaExceeded = "QUOTA_EXCEEDED"
        case pdfValidation = "PDF_VALIDATION_ERROR"
        case pdfExtraction = "PDF_EXTRACTION_ERROR"
        case pdfDownload = "PDF_DOWNLOAD_ERROR"
        case pdfSize = "PDF_SIZE_ERROR"
        case pdfTimeout = "PDF_TIMEOUT_ERROR"
        case pdfFormat = "PDF_FORMAT_ERROR"
        case imageFormat = "IMAGE_FORMAT_ERROR"
        case storageFull = "STORAGE_FULL"
        case storageFailed = "STORAGE_ERROR"
        case internalError = "INTERNAL_ERROR"
        case busy = "BUSY"
        case modelMissing = "MODEL_MISSING"
        case notConfigured = "NOT_CONFIGURED"
        case shuttingDown = "SHUTTING_DOWN"

        package var status: HTTPResponse.Status {
            switch self {
            case .badRequest, .validation, .pdfValidation: .badRequest
            case .authenticationRequired, .invalidCredentials, .tokenExpired: .unauthorized
            case .forbidden, .quotaExceeded: .forbidden
            case .notFound, .linkIsDead: .notFound
            case .methodNotAllowed: .methodNotAllowed
            case .notAcceptable: .notAcceptable
            case .requestTimeout: .requestTimeout
            case .conflict: .conflict
            case .preconditionFailed: .preconditionFailed
            case .tooLarge, .pdfSize: .contentTooLarge
            case .unsupportedContentType, .pdfFormat, .imageFormat: .unsupportedMediaType
            case .rangeNotSatisfiable: .rangeNotSatisfiable
            case .upgradeRequired: .upgradeRequired
            case .rateLimited: .tooManyRequests
            case .pdfExtraction: .unprocessableContent
            case .pdfDownload: .badGateway
            case .pdfTimeout: .gatewayTimeout
            case .storageFull: HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage")
            case .storageFailed, .internalError: .internalServerError
            case .busy, .modelMissing, .notConfigured, .shuttingDown: .serviceUnavailable
            }
        }
    }
}

/// The body of every answer that is an error.
struct ErrorBody: APIMessage {
    var success: Bool
    /// The code of the table.
    var error: String
    var message: String
    var details: [String: JSONTree]?
    var requestId: String
    var timestamp: String
}
