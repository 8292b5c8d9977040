import Backends
import DocumentModel

extension ProcessingRun {
    /// Makes everything readable at once.
    func publish(_ rendered: RenderedDocument, _ pictures: StoredPictures) async throws(JobProblem) -> JobOutcome {
        let whole = rendered.whole
        try await storing { () async throws(StoreError) in
            try await rendered.store(of: document, revision: document.revision, in: services.blobs)
        }
        let now = services.clock.now()
        var facts = rendered.facts
        facts.imageCount = pictures.records.count
        facts.processingSeconds = job.startedAt.map { now.seconds(since: $0) }
        var contents = DocumentContents(
            status: whole.outcome == .completed ? .completed : .partial, facts: facts, title: title(of: whole), pages: rendered.pages,
            tables: rendered.tables, images: pictures.records, chunks: rendered.chunks)
        (contents.edition, contents.standings) = (rendered.edition, rendered.standings)
        let finished = contents
        let isPublished = try await storing { () async throws(StoreError) in
            try await services.contents.publish(finished, of: document.id, revision: document.revision, at: now)
        }
        guard isPublished else { throw .superseded }
        await forgetOlderOutputs()
        var published = document
        published.facts = facts
        return ProcessingSummary(published, failures: DocumentContentsBuilder.failures(of: whole), warnings: pictures.warnings).outcome(
            contents.status)
    }

    /// The file's own title, unless the uploader gave one.
    private func title(of whole: Document) -> String? {
        guard document.title == DocumentRecord.title(ofFile: document.filename), let title = whole.info.title else { return nil }
        let trimmed = title.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return trimmed.isEmpty ? nil : String(trimmed.prefix(Self.longestTitle))
    }

    /// Characters; some programs write whole abstracts there.
    private static let longestTitle = 300

    /// What cannot be removed now is left to the sweeper.
    private func forgetOlderOutputs() async {
        guard document.publishedRevision > 0 else { return }
        _ = try? await services.blobs.removeAll(
            below: .outputs(of: document.id, in: document.workspace, revision: document.publishedRevision))
    }
}

extension RenderedDocument {
    /// Writes all outputs, and the document as it was read beside them where they are of another.
    func store(of document: DocumentRecord, revision: Int, in blobs: any BlobStore) async throws(StoreError) {
        if let uncorrected { try await blobs.put(uncorrected, at: DocumentOutput.json.blob(of: document, revision: revision, edition: 0)) }
        for (output, bytes) in outputs.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            try await blobs.put(bytes, at: output.blob(of: document, revision: revision, edition: edition))
        }
    }
}

extension DocumentRecord {
    /// What a document is called when nobody said.
    package static func title(ofFile filename: String) -> String {
        let name = filename.split(separator: "/").last.map(String.init) ?? filename
        return name.lowercased().hasSuffix(".pdf") ? String(name.dropLast(4)) : name
    }
}
