package import Backends
package import DocumentModel

/// How documents come in. Nothing is acknowledged before its bytes and records are on disk.
package protocol Intake: Sendable {
    /// Checks and stores a file and makes a job for it.
    func take(_ file: StagedFile, _ wish: IntakeWish, identifiers: IdentifierSource) async throws -> Accepted

    /// Makes a job that downloads the document and processes it. The address is checked as far as its text tells.
    func take(url: String, _ wish: IntakeWish, identifiers: IdentifierSource) async throws -> Accepted

    /// Files and addresses as one batch, stored together. One result for each, in their order: files that are refused do not keep the
    /// others out.
    func take(
        _ items: [IntakeItem], batch: BatchWish, _ wish: IntakeWish, identifiers: IdentifierSource
    ) async throws -> AcceptedBatch

    /// Begins to process a stored document anew; `nil` when the scope has no such document.
    func processAgain(
        _ document: DocumentID, in scope: Scope, _ wish: IntakeWish, identifiers: IdentifierSource
    ) async throws -> Accepted?
}

package enum IntakeItem: Sendable {
    case file(StagedFile)
    case url(String)
}

/// For whom, and how.
package struct IntakeWish: Sendable {
    package var workspace: WorkspaceID
    package var user: UserID
    package var title: String?
    package var tags: [String] = []
    package var customFields: [String: String] = [:]
    package var priority = JobPriority.normal
    /// Options of processing, by the contract's names.
    package var options: [String: JSONTree] = [:]
    /// Of documents given by address; `nil` for the service's own limits.
    package var downloadTimeoutSeconds: Int?
    package var downloadMegabytes: Int?

    package init(workspace: WorkspaceID, user: UserID) {
        self.workspace = workspace
        self.user = user
    }
}

package struct BatchWish: Sendable {
    /// "batch", or "bulk" for those of administrators.
    package var prefix = "batch"
    package var name: String?
    package var failsFast = false
    package var maximumConcurrent: Int?
    package var webhookURL: String?

    package init() {}
}

package struct Accepted: Sendable {
    package var document: DocumentRecord
    /// `nil` for a document that was there already and is not processed again.
    package var job: JobRecord?
    /// The same bytes were stored before: this is that document.
    package var isDuplicate: Bool

    package init(document: DocumentRecord, job: JobRecord?, isDuplicate: Bool) {
        self.document = document
        self.job = job
        self.isDuplicate = isDuplicate
    }
}

package struct AcceptedBatch: Sendable {
    package var batch: BatchRecord
    package var results: [Result<Accepted, APIError>]

    package init(batch: BatchRecord, results: [Result<Accepted, APIError>]) {
        self.batch = batch
        self.results = results
    }
}
