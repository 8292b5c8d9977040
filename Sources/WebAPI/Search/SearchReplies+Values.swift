import Backends
import DocumentModel
import Foundation
import Retrieval

extension SemanticSearchReply {
    init(_ results: SearchResults, _ request: SearchRequest, id: String, hasMetadata: Bool, seconds: Double) {
        self.init(
            searchId: id, query: request.query, results: results.hits.map { Hit($0, hasMetadata: hasMetadata) }, totalResults: results.totalCount,
            searchTime: seconds,
            metadata: Metadata(
                searchedDocuments: Set(results.hits.map(\.found.document)).count,
                similarityThreshold: request.leastSimilarity ?? results.space.map { Calibration.of($0).leastSimilarity } ?? 0,
                returnedResults: results.hits.count, embeddingModel: results.space?.model),
            warnings: results.warnings)
    }
}

extension SemanticSearchReply.Hit {
    init(_ hit: SearchHit, hasMetadata: Bool) {
        let score = hit.semanticScore ?? hit.score
        self.init(
            documentId: hit.found.document.rawValue, chunkId: hit.found.id.description, content: hit.found.chunk.text, similarityScore: score,
            score: score,
            metadata: hasMetadata
                ? .init(
                    documentTitle: hit.found.documentTitle, pageNumber: hit.found.chunk.page, chunkIndex: hit.found.chunk.index,
                    kind: hit.found.chunk.kind.rawValue, headingPath: hit.found.chunk.headings, excerpt: hit.excerpt.text) : nil)
    }
}

extension PassageHit {
    init(_ hit: SearchHit, hasContent: Bool) {
        let chunk = hit.found.chunk
        self.init(
            chunkId: hit.found.id.description, documentId: hit.found.document.rawValue, documentTitle: hit.found.documentTitle,
            chunkIndex: chunk.index, pageNumber: chunk.page, kind: chunk.kind.rawValue, headingPath: chunk.headings,
            content: hasContent ? chunk.text : nil, excerpt: hit.excerpt.text, highlightedExcerpt: MarkedText.html(hit.excerpt), score: hit.score,
            keywordScore: hit.lexicalScore, similarityScore: hit.semanticScore, regions: chunk.regions.map(RegionLine.init))
    }
}

extension PassageLine {
    init(_ found: IndexedChunk) {
        let chunk = found.chunk
        self.init(
            chunkId: found.id.description, chunkIndex: chunk.index, kind: chunk.kind.rawValue, content: chunk.text, headingPath: chunk.headings,
            pageNumber: chunk.page, regions: chunk.regions.map(RegionLine.init), overlapLength: chunk.overlapLength)
    }
}

extension PassageFacets {
    init(_ facets: SearchFacets) {
        func values(_ counts: [SearchFacets.Count]) -> [FacetValue] {
            counts.map { FacetValue(value: $0.value, label: $0.label, count: $0.count) }
        }
        self.init(
            documents: values(facets.documents), tags: values(facets.tags), types: values(facets.types), languages: values(facets.languages),
            kinds: values(facets.kinds), years: values(facets.years))
    }
}

extension PassageSearchReply {
    init(_ results: SearchResults, _ request: SearchRequest, id: String, hasContent: Bool, milliseconds: Double) {
        self.init(
            searchId: id, query: request.query, mode: results.mode.rawValue, embeddingModel: results.space?.model,
            results: results.hits.map { PassageHit($0, hasContent: hasContent) }, totalResults: results.totalCount, limit: request.limit,
            offset: request.offset, facets: results.facets.map(PassageFacets.init), didYouMean: results.correctedQuery, warnings: results.warnings,
            searchTimeMs: milliseconds)
    }
}

/// Text with marks as HTML.
enum MarkedText {
    /// Everything escaped, `<mark>` around what is lit.
    static func html(_ excerpt: Excerpt) -> String { html(excerpt.text, marks: excerpt.highlights) }

    /// - Parameter marks: UTF-8 ranges, ascending, not overlapping.
    static func html(_ text: String, marks: [Range<Int>]) -> String {
        let bytes = Array(text.utf8)
        var html = ""
        var place = 0
        for mark in marks where mark.lowerBound >= place && mark.upperBound <= bytes.count {
            html += escaped(bytes[place..<mark.lowerBound]) + "<mark>" + escaped(bytes[mark]) + "</mark>"
            place = mark.upperBound
        }
        return html + escaped(bytes[place...])
    }

    private static func escaped(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self).replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
