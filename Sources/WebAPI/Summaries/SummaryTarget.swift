import Backends
import DocumentModel
import Retrieval

/// What a summary is to be made of.
struct SummaryTarget: Sendable {
    var outlines: [DocumentOutline]
    /// Of the outlines; `nil` for what is not stored.
    var documents: [DocumentRecord?]
}

/// Finds what a summary is to be made of.
struct SummaryTargets: Sendable {
    /// Each takes the memory of its text.
    private static let mostDocuments = 20
    private static let mostResults = 100
    private static let resultsOfQuery = 20
    private static let mostTextScalars = 200_000

    let outlines: OutlineDesk
    let documents: any DocumentStore
    let index: any SearchIndex
    let finder: any PassageFinder

    func target(_ target: SummaryRequest.Target, in scope: Scope) async throws -> SummaryTarget {
        switch (target.type, target.value) {
        case (.documentId, .string(let name)): return try await stored([name], in: scope)
        case (.documentIds, .array(let names)):
            let texts = names.compactMap { if case .string(let text) = $0 { text } else { nil } }
            guard !texts.isEmpty, texts.count == names.count, texts.count <= Self.mostDocuments else {
                throw Self.refusal("must be a list of 1 to \(Self.mostDocuments) names of documents")
            }
            return try await stored(texts, in: scope)
        case (.text, .string(let text)):
            guard text.unicodeScalars.count <= Self.mostTextScalars else { throw Self.refusal("may have at most \(Self.mostTextScalars) characters") }
            return SummaryTarget(outlines: [DocumentOutline(text: text)], documents: [nil])
        case (.searchResults, .string(let query)): return try await found(by: query, in: scope)
        case (.searchResults, .array(let results)):
            guard !results.isEmpty, results.count <= Self.mostResults else { throw Self.refusal("must have 1 to \(Self.mostResults) results") }
            return try await found(results, in: scope)
        default: throw Self.refusal("is not what target.type says")
        }
    }

    private static func refusal(_ problem: String) -> APIError {
        APIError(.validation, "target.value \(problem).", details: ["field": "target.value"])
    }

    private func stored(_ names: [String], in scope: Scope) async throws -> SummaryTarget {
        var target = SummaryTarget(outlines: [], documents: [])
        for name in names {
            let document = try await outlines.document(named: name, in: scope, field: "target.value")
            target.outlines.append(try await outlines.outline(of: document))
            target.documents.append(document)
        }
        return target
    }

    /// Chunks by name, from the index; what the results say themselves where they have no name.
    private func found(_ results: [JSONTree], in scope: Scope) async throws -> SummaryTarget {
        var (ids, texts): ([ChunkID], [String]) = ([], [])
        for result in results {
            if case .string(let name)? = result["chunk_id"] ?? (result["content"] == nil ? result : nil) {
                guard let id = ChunkID(name) else { throw Self.refusal("has \"\(name.prefix(80))\", which is not the name of a chunk") }
                ids.append(id)
            } else if case .string(let text)? = result["content"] {
                texts.append(text)
            } else {
                throw Self.refusal("has a result with neither chunk_id nor content")
            }
        }
        var target = SummaryTarget(outlines: [], documents: [])
        if !ids.isEmpty { target = try await chunks(ids, in: scope) }
        if !texts.isEmpty {
            target.outlines.append(DocumentOutline(text: texts.joined(separator: "\n\n"), title: "Search results"))
            target.documents.append(nil)
        }
        return target
    }

    /// What a search for the words finds.
    private func found(by query: String, in scope: Scope) async throws -> SummaryTarget {
        var request = SearchRequest(query)
        request.limit = Self.resultsOfQuery
        let hits = try await finder.find(request, in: scope).hits
        guard !hits.isEmpty else { throw APIError(.notFound, "The search found nothing to summarise.", details: ["field": "target.value"]) }
        return try await chunks(hits.map(\.found.id), in: scope)
    }

    private func chunks(_ ids: [ChunkID], in scope: Scope) async throws -> SummaryTarget {
        let chunks = try await index.chunks(ids, in: scope)
        guard chunks.count == Set(ids).count else { throw APIError(.notFound, "One of the chunks is not there.", details: ["field": "target.value"]) }
        var target = SummaryTarget(outlines: [], documents: [])
        for group in Dictionary(grouping: chunks, by: \.document).sorted(by: { $0.key < $1.key }) {
            target.outlines.append(DocumentOutline(chunks: group.value))
            target.documents.append(try await documents.document(group.key, in: scope))
        }
        return target
    }
}
