package import Backends
package import DocumentModel
import Rendering
import Retrieval

/// Searches stored documents for names, amounts and codes: those that were published since, and all of them when a better recogniser is
/// there.
package struct EntityIndexer: Sendable {
    private let store: any EntityStore
    private let blobs: any BlobStore
    private let recognizer: any EntityRecognizer

    package init(store: any EntityStore, blobs: any BlobStore, recognizer: any EntityRecognizer) {
        self.store = store
        self.blobs = blobs
        self.recognizer = recognizer
    }

    package enum Outcome: Hashable, Sendable {
        /// The document that was searched; `nil` when all have been.
        case searched(DocumentID?)
        /// The recogniser is too busy or failed: why.
        case cannot(RecognitionError)
    }

    /// Searches one document that has not been searched yet.
    package func searchOne() async throws(StoreError) -> Outcome {
        // Without documents, no model is loaded.
        guard try await !store.unsearched(by: "", limit: 1).isEmpty else { return .searched(nil) }
        let ability = await recognizer.ability()
        guard let document = try await store.unsearched(by: ability.recognizer, limit: 1).first else { return .searched(nil) }
        let found: FoundEntities
        do throws(RecognitionError) {
            found = try await search(document, ability)
        } catch {
            switch error {
            case .busy, .cancelled, .missing: return .cannot(error)
            // Trying the same again and again would keep all other documents waiting.
            case .unusableInput, .timedOut, .failed:
                found = FoundEntities(search: EntitySearch(recognizer: ability.recognizer, missing: "entities: \(error)"), mentions: [])
            }
        }
        _ = try await store.save(found, of: document.id, revision: document.publishedRevision, edition: document.edition)
        return .searched(document.id)
    }

    private func search(_ document: DocumentRecord, _ ability: EntityAbility) async throws(RecognitionError) -> FoundEntities {
        var missing = ability.missing.map { "names of people, organizations and places: \($0)" }
        var mentions: [EntityMention] = []
        if let outline = await outline(of: document) {
            let (found, isCut) = try await DocumentEntities.find(in: outline, of: document.id, by: recognizer)
            mentions = found
            if isCut { missing = "entities behind the first \(DocumentEntities.mostMentions)" + (missing.map { "; \($0)" } ?? "") }
        }
        return FoundEntities(search: EntitySearch(recognizer: ability.recognizer, missing: missing), mentions: mentions)
    }

    /// `nil` for a document whose text was not asked for, or cannot be read any more: searching again would not help.
    private func outline(of document: DocumentRecord) async -> DocumentOutline? {
        guard let blob = DocumentOutput.json.blob(of: document), let bytes = try? await blobs.bytes(of: blob, range: nil),
            let whole = try? JSONRenderer().document(from: String(decoding: bytes, as: UTF8.self))
        else { return nil }
        return DocumentOutline(whole, title: document.title)
    }
}
