import DocumentModel

/// The language that people search in.
///
///     compressive strength          one of the words should be there, the more the better
///     "compressive strength"        side by side, in this order
///     +EN12390                      must be there
///     -draft  -"first edition"      must not be there
///     concrete OR cement            either
///     title:catalogue tag:2024 type:pdf kind:table lang:de page:3-7 document:doc_… year:2025 after:2024-05-01 before:2025-01-01
///
/// Whatever does not have the form of a field or sign is a word: "12:30", "well-known".
package struct QuerySyntax {
    /// UTF-8 bytes of a query: questions are shorter, and a pasted page is a document to compare with.
    package static let longestQuery = 4000
    /// Words, phrases and fields: each is looked up by itself.
    package static let mostParts = 128
    /// Joined by OR: each is a search of its own.
    package static let mostAlternatives = 8

    private var alternatives = [SearchQuery.Alternative()]
    private var filters = SearchFilters()
    private var titleWords: [String] = []

    /// - Throws: `.unusableQuery` with what is wrong, for people.
    package static func parse(_ text: String) throws(SearchError) -> SearchQuery {
        guard text.utf8.count <= longestQuery else { throw .unusableQuery("The query is longer than \(longestQuery) bytes.") }
        let parts = QueryParts.cut(text)
        guard parts.count <= mostParts else { throw .unusableQuery("The query has more than \(mostParts) words.") }
        var syntax = QuerySyntax()
        for part in parts { try syntax.take(part) }
        return try syntax.query()
    }

    private func query() throws(SearchError) -> SearchQuery {
        var alternatives = alternatives.filter { !$0.isEmpty }
        guard !alternatives.isEmpty else { throw .unusableQuery("The query has no word to look for.") }
        guard alternatives.count <= Self.mostAlternatives else {
            throw .unusableQuery("The query has more than \(Self.mostAlternatives) alternatives.")
        }
        // "-draft" beside an OR is meant for all of it.
        let excluded = self.alternatives.flatMap(\.excluded)
        for index in alternatives.indices { alternatives[index].excluded = excluded }
        return SearchQuery(alternatives: alternatives, filters: filters, titleWords: titleWords)
    }

    private mutating func take(_ part: QueryPart) throws(SearchError) {
        switch part {
        case .or: alternatives.append(SearchQuery.Alternative())
        case .text(let text, let sign, let isQuoted):
            let last = alternatives.count - 1
            switch sign {
            case .excluded: alternatives[last].excluded.append(text)
            case .required: alternatives[last].phrases.append(text)
            case .none:
                if isQuoted { alternatives[last].phrases.append(text) } else { alternatives[last].words.append(text) }
            }
        case .field(let field, let value, let isExcluded):
            guard !isExcluded else { throw .unusableQuery("-\(field.rawValue): is not understood: only words and phrases can be excluded.") }
            try filter(field, value)
        }
    }

    private mutating func filter(_ field: QueryField, _ value: String) throws(SearchError) {
        switch field {
        case .title: titleWords.append(value)
        case .tag: filters.tags.append(value)
        case .type:
            if let kind = Chunk.Kind(rawValue: value.lowercased()) {
                filters.kinds.append(kind)
            } else {
                filters.documentTypes.append(Self.mediaType(value))
            }
        case .kind:
            guard let kind = Chunk.Kind(rawValue: value.lowercased()) else {
                throw .unusableQuery(Self.wrong(field, value, "text, table, figure or code"))
            }
            filters.kinds.append(kind)
        case .lang: filters.languages.append(value.lowercased())
        case .document:
            guard let document = DocumentID(rawValue: value) else { throw .unusableQuery(Self.wrong(field, value, "the name of a document")) }
            filters.documents.append(document)
        case .page:
            guard let pages = Self.pages(value) else { throw .unusableQuery(Self.wrong(field, value, "a page or pages, as 3 or 3-7")) }
            filters.pages = pages
        case .year, .after, .before: try limitDates(field, value)
        }
    }

    private mutating func limitDates(_ field: QueryField, _ value: String) throws(SearchError) {
        guard let range = field == .year ? CalendarDay.year(value) : CalendarDay.range(of: value) else {
            throw .unusableQuery(Self.wrong(field, value, field == .year ? "a year" : "a day, as 2025-03-31"))
        }
        let (lower, upper) = (filters.uploaded?.lowerBound ?? CalendarDay.first, filters.uploaded?.upperBound ?? CalendarDay.last)
        let new: (Timestamp, Timestamp) =
            switch field {
            case .after: (max(lower, range.lowerBound), upper)
            case .before: (lower, min(upper, Timestamp(milliseconds: range.lowerBound.milliseconds - 1)))
            default: (max(lower, range.lowerBound), min(upper, range.upperBound))
            }
        guard new.0 <= new.1 else { throw .unusableQuery("No day is within the dates that the query names.") }
        filters.uploaded = new.0...new.1
    }

    private static func wrong(_ field: QueryField, _ value: String, _ expected: String) -> String {
        "\(field.rawValue):\(value) is not understood: expected \(expected)."
    }

    private static func pages(_ value: String) -> ClosedRange<Int>? {
        let numbers = value.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard (1...2).contains(numbers.count), let first = numbers[0], let last = numbers[numbers.count - 1] else { return nil }
        return first >= 1 && first <= last ? first...last : nil
    }

    /// "pdf" is "application/pdf".
    package static func mediaType(_ value: String) -> String {
        value.contains("/") ? value.lowercased() : "application/" + value.lowercased()
    }
}

/// Fields that a query may name.
enum QueryField: String, CaseIterable {
    case title, tag, type, kind, lang, page, document, year, after, before

    private static let otherNames: [String: QueryField] = ["language": .lang, "doc": .document, "pages": .page, "tags": .tag]

    init?(name: String) {
        guard let field = QueryField(rawValue: name) ?? Self.otherNames[name] else { return nil }
        self = field
    }
}
