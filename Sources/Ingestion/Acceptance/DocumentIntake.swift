package import Backends
package import DocumentModel
import Foundation

/// Takes documents in. What it has answered for is on the disk: the file, its record and its job.
package struct DocumentIntake: Sendable {
    package struct Settings: Sendable {
        package var findings = FindingPolicy()
        package var duplicates = DuplicatePolicy.existing
        /// Attempts at a job that may fail for passing reasons, such as a full disk.
        package var maximumAttempts = 5

        package init() {}
    }

    let documents: any DocumentStore
    let contents: any ContentStore
    let blobs: any BlobStore
    let inspector: FileInspector
    let quotas: QuotaCheck
    let settings: Settings
    let clock: ServiceClock
    let signal: WorkSignal
    private let bus: any ProgressBus

    /// - Parameters:
    ///   - quota: what a workspace may use.
    ///   - signal: notified when there is something to do.
    package init(
        documents: any DocumentStore, contents: any ContentStore, blobs: any BlobStore, bus: any ProgressBus, inspector: FileInspector,
        quota: @escaping @Sendable (WorkspaceID) async throws(StoreError) -> WorkspaceQuota, settings: Settings = Settings(),
        signal: WorkSignal, clock: ServiceClock = .system
    ) {
        self.documents = documents
        self.contents = contents
        self.blobs = blobs
        self.bus = bus
        self.inspector = inspector
        self.settings = settings
        self.clock = clock
        self.signal = signal
        quotas = QuotaCheck(documents: documents, quota: quota, clock: clock)
    }

    /// Checks and stores one document and makes a job for it.
    package func take(_ source: DocumentSource, _ order: AcceptanceOrder) async throws(IntakeRefusal) -> AcceptedDocument {
        var allowance = try await quotas.allowance(of: order.workspace)
        let checked = try await check(source, order)
        let draft: Draft
        switch try await prepare(checked, order, batch: nil, &allowance) {
        case .duplicate(let document): return AcceptedDocument(document: document, job: nil, isDuplicate: true)
        case .new(let made): draft = made
        }
        try await store([draft], batch: nil)
        return AcceptedDocument(document: draft.acceptance.document, job: draft.acceptance.job)
    }

    /// Documents as one batch, whose records are stored together. What is refused does not keep the others out.
    package func take(
        _ sources: [DocumentSource], as batch: BatchOrder, _ order: AcceptanceOrder
    ) async throws(IntakeRefusal) -> AcceptedDocuments {
        if let url = batch.webhookURL {
            do throws(AddressProblem) {
                _ = try DocumentAddress(url)
            } catch {
                throw .address("the address to tell the end to cannot be used: \(error.reason)")
            }
        }
        var allowance = try await quotas.allowance(of: order.workspace)
        let batchID: BatchID = order.identifiers.next(batch.prefix)
        var drafts: [Draft] = []
        var results: [Result<AcceptedDocument, IntakeRefusal>] = []
        for checked in await check(sources, order) {
            do throws(IntakeRefusal) {
                let checked = try checked.get()
                if let twin = drafts.first(where: { $0.isTwin(of: checked) }), settings.duplicates == .existing {
                    results.append(.success(AcceptedDocument(document: twin.acceptance.document, job: nil, isDuplicate: true)))
                    continue
                }
                switch try await prepare(checked, order, batch: batchID, &allowance) {
                case .duplicate(let document):
                    results.append(.success(AcceptedDocument(document: document, job: nil, isDuplicate: true)))
                case .new(let draft):
                    drafts.append(draft)
                    results.append(.success(AcceptedDocument(document: draft.acceptance.document, job: draft.acceptance.job)))
                }
            } catch {
                results.append(.failure(error))
            }
        }
        let record = BatchRecord(
            id: batchID, workspace: order.workspace, owner: order.owner, name: batch.name, totalCount: drafts.count, failsFast: batch.failsFast,
            webhookURL: batch.webhookURL, maximumConcurrent: batch.maximumConcurrent, createdAt: clock.now())
        try await store(drafts, batch: record)
        return AcceptedDocuments(batch: record, results: results)
    }

    /// Begins to process a stored document once more; `nil` when the scope has no such document. What was read before can be read until
    /// the new contents are there.
    package func takeAgain(
        _ id: DocumentID, in scope: Scope, _ order: AcceptanceOrder
    ) async throws(IntakeRefusal) -> AcceptedDocument? {
        if let problem = order.options.problem { throw .options(problem) }
        do throws(StoreError) {
            guard var document = try await documents.document(id, in: scope) else { return nil }
            guard document.status != .processing else { throw StoreError.conflict("document \(id)") }
            document.revision += 1
            document.status = .processing
            let job = job(for: document, order, batch: nil)
            try await documents.acceptAgain(DocumentAcceptance(document: document, job: job))
            await announce([job])
            return AcceptedDocument(document: document, job: job)
        } catch {
            if case .conflict = error { throw .conflict("the document is being processed already") }
            throw .store(error)
        }
    }

    // MARK: Storing

    /// Files first, then all records at once: what is left of a crash in between are files that nobody refers to, and those are swept.
    private func store(_ drafts: [Draft], batch: BatchRecord?) async throws(IntakeRefusal) {
        do throws(StoreError) {
            // A request repeated under its key makes the same names: it got this far before, and died before it could say so.
            if !drafts.isEmpty, try await documents.existing(Set(drafts.map(\.acceptance.document.id))).count == drafts.count { return }
            for draft in drafts {
                guard let path = draft.path else { continue }
                try await blobs.put(fileAt: path, at: .original(of: draft.acceptance.document))
            }
            try await documents.accept(drafts.map(\.acceptance), batch: batch)
        } catch {
            for draft in drafts where draft.path != nil {
                let document = draft.acceptance.document
                _ = try? await blobs.removeAll(below: .folder(of: document.id, in: document.workspace))
            }
            throw .store(error)
        }
        await announce(drafts.map(\.acceptance.job))
    }

    private func announce(_ jobs: [JobRecord]) async {
        guard !jobs.isEmpty else { return }
        signal.notify()
        for job in jobs { await bus.publish(JobEvents(job, clock: clock).status()) }
    }
}

/// A document and its job before they are stored.
struct Draft {
    var acceptance: DocumentAcceptance
    /// Of its file; `nil` for one that is still to be downloaded.
    var path: String?

    func isTwin(of checked: CheckedSource) -> Bool {
        guard case .file(let file, _) = checked else { return false }
        return acceptance.document.sha256 == file.sha256
    }
}
