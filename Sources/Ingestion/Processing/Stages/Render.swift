import Backends
import DocumentModel

extension ProcessingRun {
    /// The pages as one document. One without any page is a failure, never an empty success.
    func assemble(_ pages: ReadPages) async throws(JobProblem) -> Document {
        let document = await OffThreads.run { Extractor.assemble(pages) }
        guard !document.pages.isEmpty else { throw JobProblem(document.failures) }
        return document
    }

    /// With the corrections that people made of earlier readings.
    func render(_ document: Document) async throws(JobProblem) -> RenderedDocument {
        let id = self.document.id
        let corrections = try await storing { () async throws(StoreError) in
            try await services.corrections.corrections(of: id, in: .installation) ?? CorrectionList()
        }
        let (options, chunking) = (options, services.chunking)
        return await OffThreads.run {
            RenderedDocument(of: document, corrections, hasText: options.extractText, hasTables: options.extractTables, chunking)
        }
    }
}
