package import Backends
import DocumentModel
import Foundation
import Retrieval

/// Entities of documents, files and texts.
package struct EntityDesk: Sendable {
    let store: any EntityStore
    private let recognizer: any EntityRecognizer

    package init(store: any EntityStore, recognizer: any EntityRecognizer) {
        self.store = store
        self.recognizer = recognizer
    }

    /// What was found, with what was at work.
    struct Found: Sendable {
        var mentions: [EntityMention]
        var method: String
        var warnings: [String]

        /// By label.
        var counts: [String: Int] {
            mentions.reduce(into: [:]) { $0[EntityLabel($1.entity.kind).rawValue, default: 0] += 1 }
        }
    }

    /// What is stored of a document; `nil` when it has not been searched yet.
    func stored(_ document: DocumentRecord, _ query: EntityQuery) async throws(StoreError) -> Found? {
        let scope = Scope.workspace(document.workspace)
        guard let search = try await store.search(of: document.id, in: scope) else { return nil }
        var query = query
        (query.documents, query.limit) = ([document.id], DocumentEntities.mostMentions)
        return Found(mentions: try await store.mentions(query, in: scope).items, method: search.recognizer, warnings: Self.warnings(search.missing))
    }

    /// Searches now.
    func find(in outline: DocumentOutline, of document: DocumentID?, _ query: EntityQuery) async throws -> Found {
        let ability = await recognizer.ability()
        let (mentions, isCut) = try await DocumentEntities.find(in: outline, of: document ?? Self.nobody, by: recognizer)
        let missing = ability.missing.flatMap { error in query.wantsNames ? "names of people, organizations and places: \(error)" : nil }
        var warnings = Self.warnings(missing)
        if isCut { warnings.append("Only the first \(DocumentEntities.mostMentions) entities were kept.") }
        return Found(mentions: mentions.filter(query.lets), method: ability.recognizer, warnings: warnings)
    }

    /// Of one text as it is, so that offsets count in it.
    func find(inText text: String, _ query: EntityQuery) async throws -> Found {
        let passage = DocumentPassage(index: 0, block: 0, kind: .paragraph, section: 0, content: PlacedText(unplaced: text))
        let outline = DocumentOutline(title: "", passages: [passage], sections: [DocumentSection.beginning], pageCount: 0)
        return try await find(in: outline, of: nil, query)
    }

    static func warnings(_ missing: String?) -> [String] { missing.map { ["Not found were \($0)."] } ?? [] }

    private static let nobody = DocumentID(prefix: "none", milliseconds: 0, entropy: (0, 0))
}

extension EntityQuery {
    /// Whether it asks for what only a model finds.
    fileprivate var wantsNames: Bool { kinds.isEmpty || kinds.contains { !EntityAbility.regularKinds.contains($0) } }

    fileprivate func lets(_ mention: EntityMention) -> Bool {
        (kinds.isEmpty || kinds.contains(mention.entity.kind)) && mention.confidence >= leastConfidence
    }
}
