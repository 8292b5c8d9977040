package import Backends
import DocumentModel
import Foundation

/// Keeps the index of chunks complete: takes in documents that it does not know, reads words again whose rules have changed, gives chunks
/// the vectors by which they are found, and tidies up. All of it a little at a time, and each little is stored.
package struct PassageIndexer: Sendable {
    /// Chunks embedded before their vectors are stored together: half a second of a core.
    private static let chunksAtOnce = 64
    private static let documentsAtOnce = 8

    private let index: any SearchIndex & SearchIndexUpkeep
    private let blobs: any BlobStore
    private let embedders: any TextEmbedders

    package init(index: any SearchIndex & SearchIndexUpkeep, blobs: any BlobStore, embedders: any TextEmbedders) {
        self.index = index
        self.blobs = blobs
        self.embedders = embedders
    }

    package enum Outcome: Hashable, Sendable {
        /// How many documents or chunks it has done something for; 0 when there is nothing left to do.
        case done(Int)
        /// All that needs no model is done. Why there is none, or it cannot be used.
        case cannot(RecognitionError)
    }

    /// Does the next part of what there is to do.
    package func doSome() async throws(StoreError) -> Outcome {
        let taken = try await takeIn() + index.renew(limit: Self.documentsAtOnce)
        if taken > 0 { return .done(taken) }
        let outcome = try await embed()
        if case .done(let count) = outcome, count > 0 { return outcome }
        return try await index.tidy() ? .done(1) : outcome
    }

    /// Documents that were processed before there was an index.
    private func takeIn() async throws(StoreError) -> Int {
        let documents = try await index.unindexed(limit: Self.documentsAtOnce)
        for document in documents {
            let stored =
                if let blob = DocumentOutput.chunks.blob(of: document) { try await blobs.bytes(of: blob, range: nil) } else { nil as [UInt8]? }
            // Without text there are no chunks; what cannot be read is not there. Processing the document again brings both.
            let chunks = stored.flatMap { try? JSONDecoder().decode([Chunk].self, from: Data($0)) } ?? []
            _ = try await index.index(chunks, of: document.id, revision: document.publishedRevision)
        }
        return documents.count
    }

    /// Embeds some chunks that lack a vector. When none does any more, the space is the one to search in.
    private func embed() async throws(StoreError) -> Outcome {
        // Without chunks, no model is loaded.
        guard try await index.statistics(in: .installation).chunkCount > 0 else { return .done(0) }
        let embedder: any TextEmbedder
        do throws(RecognitionError) {
            embedder = try await embedders.filling(try await wantedModel())
        } catch {
            return .cannot(error)
        }
        let missing = try await index.missing(in: embedder.space, limit: Self.chunksAtOnce)
        guard !missing.isEmpty else {
            if try await index.activeSpace() != embedder.space { _ = try await index.activate(embedder.space) }
            return .done(0)
        }
        let texts = missing.map(\.chunk.passage)
        let vectors: [[Float]]
        do throws(RecognitionError) {
            vectors = try await embedder.embed(texts)
        } catch {
            return .cannot(error)
        }
        try await index.save(
            zip(missing, zip(texts, vectors)).map { ChunkVector(id: $0.id, text: $1.0, values: $1.1) }, in: embedder.space)
        return .done(missing.count)
    }

    /// A store that does not answer is asked again by what follows.
    private func wantedModel() async throws(RecognitionError) -> String? {
        do {
            return try await index.wantedModel()
        } catch {
            throw .failed("\(error)")
        }
    }
}
