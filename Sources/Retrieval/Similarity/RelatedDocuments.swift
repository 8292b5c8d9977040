package import Backends
package import DocumentModel

/// Documents that have to do with one: alike, named in it, or naming it.
package struct RelatedDocuments: Sendable {
    package enum Relation: String, Hashable, Sendable, Codable, CaseIterable { case referenced, citing, similar }

    package struct Match: Hashable, Sendable {
        package var document: DocumentRecord
        /// The strongest first; never empty.
        package var relations: [Relation]
        /// 1 where one document names the other, else the score of likeness.
        package var strength: Double
        /// `nil` when they were not found to be alike.
        package var similarity: Double?
        package var snippet: String
    }

    package var matches: [Match]
    package var totalCount: Int
    package var method: String
    package var leastScore: Double
    /// For people: what was not looked at.
    package var warnings: [String]
}

/// Finds documents that have to do with one.
package struct RelationFinder: Sendable {
    /// Documents whose names are looked for in the reference, the newest first.
    private static let mostNames = 5000
    private static let documentsAtOnce = 500
    /// Chunks with the reference's name that are looked at.
    private static let mostCiting = 200

    private let finder: DocumentFinder
    private let index: any SearchIndex
    private let documents: any DocumentStore

    package init(finder: DocumentFinder, index: any SearchIndex, documents: any DocumentStore) {
        self.finder = finder
        self.index = index
        self.documents = documents
    }

    /// - Throws: `StoreError`, `RecognitionError`.
    package func related(
        to document: DocumentRecord, _ relations: Set<RelatedDocuments.Relation>, _ request: LikenessRequest, in scope: Scope
    ) async throws -> RelatedDocuments {
        let reference = try await finder.reference(document, in: scope)
        var found: [DocumentID: RelatedDocuments.Match] = [:]
        var result = RelatedDocuments(matches: [], totalCount: 0, method: "", leastScore: request.leastScore ?? 0, warnings: [])
        if relations.contains(.referenced) {
            let (named, isCut) = try await named(in: reference, of: document, in: scope)
            for other in named { Self.add(.referenced, other, to: &found) }
            if isCut { result.warnings.append("Only the names of the newest \(Self.mostNames) documents were looked for.") }
        }
        if relations.contains(.citing) { for other in try await citing(document, in: scope) { Self.add(.citing, other, to: &found) } }
        if relations.contains(.similar) {
            let similar = try await finder.documents(like: reference, request, in: scope)
            for match in similar.matches { Self.add(match, to: &found) }
            (result.method, result.leastScore) = (similar.algorithm, similar.leastScore)
        }
        let named = relations.contains(.referenced) || relations.contains(.citing)
        result.method = [result.method, named ? "mentions of titles, file names, identifiers and addresses" : ""].filter { !$0.isEmpty }
            .joined(separator: "; ")
        let all = found.values.sorted { ($0.strength, $0.similarity ?? 0, $1.document.id) > ($1.strength, $1.similarity ?? 0, $0.document.id) }
        (result.matches, result.totalCount) = (Array(all.prefix(request.limit)), all.count)
        return result
    }

    private static func add(_ relation: RelatedDocuments.Relation, _ document: DocumentRecord, to found: inout [DocumentID: RelatedDocuments.Match]) {
        var match =
            found[document.id]
            ?? .init(document: document, relations: [], strength: 1, similarity: nil, snippet: document.facts.preview)
        match.relations.append(relation)
        found[document.id] = match
    }

    private static func add(_ similar: SimilarDocuments.Match, to found: inout [DocumentID: RelatedDocuments.Match]) {
        var match =
            found[similar.document.id]
            ?? .init(document: similar.document, relations: [], strength: similar.score, similarity: nil, snippet: "")
        match.relations.append(.similar)
        (match.similarity, match.snippet) = (similar.score, similar.snippet)
        found[similar.document.id] = match
    }

    /// Documents whose names stand in the reference.
    private func named(
        in reference: LikenessReference, of document: DocumentRecord, in scope: Scope
    ) async throws(StoreError) -> (documents: [DocumentRecord], isCut: Bool) {
        let parts = reference.parts
        let text = await OffThreads.run { DocumentReferences(parts) }
        let own = Set(DocumentReferences.names(of: document))
        var (named, query): ([DocumentRecord], DocumentQuery) = ([], DocumentQuery())
        query.limit = Self.documentsAtOnce
        while query.offset < Self.mostNames {
            let listing = try await documents.documents(query, in: scope)
            let items = listing.items
            named += await OffThreads.run {
                // A name that both have says nothing: two versions of one report name each other on every page.
                items.filter { $0.id != document.id && text.mentions(DocumentReferences.names(of: $0).filter { !own.contains($0) }) }
            }
            query.offset += Self.documentsAtOnce
            if query.offset >= listing.totalCount { return (named, false) }
        }
        return (named, true)
    }

    /// Documents in which the reference's names stand: looked up in the index, then read.
    private func citing(_ document: DocumentRecord, in scope: Scope) async throws(StoreError) -> [DocumentRecord] {
        var candidates: Set<DocumentID> = []
        let names = DocumentReferences.names(of: document)
        var found: [DocumentRecord] = []
        for name in names {
            let hits = try await index.lexical(LexicalQuery(phrases: [name]), SearchFilters(), scope: scope, limit: Self.mostCiting)
            let chunks = try await index.chunks(hits.map(\.id).filter { $0.document != document.id }, in: scope)
            for chunk in chunks where !candidates.contains(chunk.document) {
                guard DocumentReferences(chunk.chunk.headings + [chunk.chunk.text]).mentions([name]) else { continue }
                candidates.insert(chunk.document)
            }
        }
        for id in candidates.sorted() {
            guard let other = try await documents.document(id, in: scope) else { continue }
            // As above: versions of one report are not citations of each other.
            if Set(DocumentReferences.names(of: other)).isDisjoint(with: names) { found.append(other) }
        }
        return found
    }
}
