import DocumentModel

/// How many hits there are of each sort: chunks, of all pages of the results.
package struct SearchFacets: Hashable, Sendable {
    /// One value of a facet.
    package struct Count: Hashable, Sendable {
        package var value: String
        /// For people: the title of a document. The value itself elsewhere.
        package var label: String
        package var count: Int

        package init(value: String, label: String, count: Int) {
            self.value = value
            self.label = label
            self.count = count
        }
    }

    /// More values of one facet are not worth a choice.
    package static let mostValues = 50

    package var documents: [Count]
    package var tags: [Count]
    /// Media types.
    package var types: [Count]
    package var languages: [Count]
    package var kinds: [Count]
    /// Of the upload, UTC.
    package var years: [Count]
}

extension SearchFacets {
    /// - Parameters:
    ///   - hits: with how many chunks of each document and kind there are.
    ///   - documents: those that are missing are not counted: they were removed in between.
    init(_ hits: [ChunkID], kinds: [ChunkID: Chunk.Kind], documents known: [DocumentID: SearchedDocument]) {
        var tally = FacetTally()
        for hit in hits {
            guard let document = known[hit.document] else { continue }
            tally.documents.add(document.id.rawValue, label: document.title)
            for tag in document.tags { tally.tags.add(tag) }
            tally.types.add(document.mimeType)
            if let language = document.language { tally.languages.add(language) }
            if let kind = kinds[hit] { tally.kinds.add(kind.rawValue) }
            tally.years.add(String(CalendarDay.year(of: document.uploadedAt)))
        }
        documents = tally.documents.counts
        tags = tally.tags.counts
        types = tally.types.counts
        languages = tally.languages.counts
        self.kinds = tally.kinds.counts
        years = tally.years.counts
    }
}

private struct FacetTally {
    var documents = Values()
    var tags = Values()
    var types = Values()
    var languages = Values()
    var kinds = Values()
    var years = Values()

    struct Values {
        private var byValue: [String: (label: String, count: Int)] = [:]

        mutating func add(_ value: String, label: String? = nil) {
            byValue[value, default: (label ?? value, 0)].count += 1
        }

        /// The most frequent first.
        var counts: [SearchFacets.Count] {
            byValue.map { SearchFacets.Count(value: $0.key, label: $0.value.label, count: $0.value.count) }
                .sorted { ($1.count, $0.value) < ($0.count, $1.value) }.prefix(SearchFacets.mostValues).map { $0 }
        }
    }
}
