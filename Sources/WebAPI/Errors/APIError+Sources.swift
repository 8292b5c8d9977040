import Backends
import DocumentModel
import Ingestion
import Retrieval

extension APIError {
    /// What an error of the layers below means to a client; an unknown one is `INTERNAL_ERROR` and says nothing of itself.
    init(_ error: any Error) {
        switch error {
        case let error as APIError: self = error
        case let error as StoreError: self.init(error)
        case let error as AuthenticationError: self.init(error)
        case let error as AccountError: self.init(error)
        case let error as SchemaViolations: self.init(error)
        case let error as RecognitionError: self.init(error)
        case let error as Refusal: self.init(error)
        case let error as IntakeRefusal: self.init(error)
        case let error as SearchError: self.init(error)
        case let error as CorrectionRefusal: self.init(error)
        default: self.init(.internalError, "Something went wrong inside the service.")
        }
    }

    init(_ violations: SchemaViolations) {
        let first = violations.list.first
        let message = first.map { $0.field.isEmpty ? "The request \($0.problem)." : "\($0.field) \($0.problem)." } ?? "The request is not valid."
        let errors = violations.list.prefix(20).map { JSONTree.object(["field": .string($0.field), "problem": .string($0.problem)]) }
        self.init(.validation, message, details: ["errors": .array(errors)])
    }

    init(_ error: StoreError) {
        switch error {
        case .conflict: self.init(.conflict, "\(error)")
        case .busy: self.init(.busy, "\(error)", retryAfterSeconds: 1)
        case .full: self.init(.storageFull, "\(error)")
        case .corrupt: self.init(.storageFailed, "What is stored is damaged; the operator's log says more.")
        case .unavailable: self.init(.busy, "The store does not answer; the operator's log says more.", retryAfterSeconds: 5)
        case .notFound: self.init(.notFound, "\(error)")
        }
    }

    init(_ error: AuthenticationError) {
        switch error {
        case .invalid(let reason): self.init(.invalidCredentials, reason)
        case .expired: self.init(.tokenExpired, "The access token has expired.")
        case .forbidden(let reason): self.init(.forbidden, reason)
        case .unavailable: self.init(.busy, "Credentials cannot be checked now.", retryAfterSeconds: 2)
        }
    }

    init(_ error: AccountError) {
        let sentence = Self.capitalized("\(error).")
        switch error {
        case .signInRefused, .refreshRefused: self.init(.invalidCredentials, sentence)
        case .linkIsDead: self.init(.linkIsDead, sentence)
        case .tooManyAttempts(let seconds): self.init(.rateLimited, sentence, retryAfterSeconds: seconds)
        case .invalid(let field, _): self.init(.validation, "\(error).", details: ["field": .string(field)])
        case .notPermitted: self.init(.forbidden, sentence)
        case .notFound: self.init(.notFound, sentence)
        case .conflict: self.init(.conflict, sentence)
        case .busy: self.init(.busy, sentence, retryAfterSeconds: 1)
        case .store(let error): self.init(error)
        }
    }

    private static func capitalized(_ sentence: String) -> String {
        sentence.prefix(1).uppercased() + sentence.dropFirst()
    }

    init(_ error: RecognitionError) {
        switch error {
        case .missing: self.init(.modelMissing, "\(error)")
        case .unusableInput(let reason): self.init(.imageFormat, reason)
        case .timedOut: self.init(.pdfTimeout, "\(error)")
        case .busy: self.init(.busy, "\(error)", retryAfterSeconds: 5)
        case .cancelled: self.init(.requestTimeout, "The work was cancelled.")
        case .failed: self.init(.internalError, "Recognition failed; the operator's log says more.")
        }
    }

    init(_ error: SearchError) {
        switch error {
        case .unusableQuery(let reason): self.init(.validation, reason, details: ["field": "query"])
        case .recognition(let error): self.init(error)
        case .store(let error): self.init(error)
        }
    }

    init(_ refusal: CorrectionRefusal) {
        switch refusal {
        case .noDocument: self = .noSuch("document_id")
        case .noCorrection: self = .noSuch("correction_id")
        case .noText: self.init(.conflict, "The document has no text that could be corrected: it is still being read, or was processed without it.")
        case .otherRevision: self.init(.conflict, "The document was processed again meanwhile; look at it again.")
        case .otherText(let index):
            self.init(
                .conflict, "Somebody else has corrected this meanwhile; look at it again.", details: ["change": .integer(Int64(index))])
        case .otherVersion: self.init(.conflict, "Somebody else has changed this correction meanwhile; look at it again.")
        case .noSuchPlace(let index):
            self.init(
                .validation, "changes[\(index)] names no place of the document.", details: ["field": .string("changes[\(index)]")])
        case .samePlace(let index):
            self.init(
                .validation, "changes[\(index)] is about a place that another change is about.",
                details: ["field": .string("changes[\(index)]")])
        case .tooMany(let limit): self.init(.quotaExceeded, "A document may have at most \(limit) corrections.")
        case .store(let error): self.init(error)
        }
    }

    /// What a child or the reader said about a file.
    init(_ refusal: Refusal) {
        let code: Code =
            switch refusal.kind {
            case .notAPDF, .passwordRequired, .passwordWrong, .unsupportedSecurity: .pdfFormat
            case .notAnImage: .imageFormat
            case .damaged, .crashed, .outOfMemory: .pdfExtraction
            case .overLimit: .pdfSize
            case .timedOut: .pdfTimeout
            case .notStarted: .busy
            case .other, .infected: .pdfValidation
            }
        self.init(code, Self.sentence(refusal.detail), details: ["reason": .string(refusal.kind.rawValue)])
    }

    private static func sentence(_ detail: String) -> String {
        "The file cannot be used: \(detail)\(detail.hasSuffix(".") ? "" : ".")"
    }
}
