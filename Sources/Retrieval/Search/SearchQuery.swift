package import DocumentModel

/// What a person asked for, understood: see `QuerySyntax`.
package struct SearchQuery: Hashable, Sendable {
    /// One of the things, joined by OR, that are looked for.
    package struct Alternative: Hashable, Sendable {
        /// One of these should be there.
        package var words: [String] = []
        /// All of these must be there.
        package var phrases: [String] = []
        /// None of these may be there.
        package var excluded: [String] = []

        package init() {}

        /// Whether there is something to look for.
        var isEmpty: Bool { words.isEmpty && phrases.isEmpty }
    }

    /// Never empty, and none of them is.
    package var alternatives: [Alternative]
    /// Named in the query by field:value.
    package var filters = SearchFilters()
    /// Words that the document's title has, all of them.
    package var titleWords: [String] = []

    /// What search by meaning compares: the query without signs, fields and what is excluded.
    package var meaning: String {
        alternatives.map { ($0.words + $0.phrases).joined(separator: " ") }.joined(separator: " ")
    }

    /// Every word that is looked for, for highlights.
    package var wanted: [String] { alternatives.flatMap { $0.words + $0.phrases } }

    /// Whether words alone say what may be found: a phrase must be there, or something may not.
    var isStrict: Bool { alternatives.contains { !$0.phrases.isEmpty || !$0.excluded.isEmpty } }
}

extension SearchFilters {
    /// Both must hold. Lists of the query are added to those of the request where all must hold, and narrow them where one is enough.
    func narrowed(by other: SearchFilters) -> SearchFilters {
        var both = self
        both.tags += other.tags
        both.documents = Self.narrowed(documents, by: other.documents)
        both.documentTypes = Self.narrowed(documentTypes, by: other.documentTypes)
        both.kinds = Self.narrowed(kinds, by: other.kinds)
        both.languages = Self.narrowed(languages, by: other.languages)
        both.pages = Self.narrowed(pages, by: other.pages)
        both.uploaded = Self.narrowed(uploaded, by: other.uploaded)
        return both
    }

    /// Whether nothing can pass: two of the filters exclude each other.
    func contradicts(_ other: SearchFilters) -> Bool {
        func excludes<T: Hashable>(_ first: [T], _ second: [T]) -> Bool {
            !first.isEmpty && !second.isEmpty && Set(first).isDisjoint(with: second)
        }
        func excludes<T>(_ first: ClosedRange<T>?, _ second: ClosedRange<T>?) -> Bool {
            if let first, let second { !first.overlaps(second) } else { false }
        }
        return excludes(documents, other.documents) || excludes(documentTypes, other.documentTypes) || excludes(kinds, other.kinds)
            || excludes(languages, other.languages) || excludes(pages, other.pages) || excludes(uploaded, other.uploaded)
    }

    private static func narrowed<T: Hashable>(_ first: [T], by second: [T]) -> [T] {
        if first.isEmpty { return second }
        return second.isEmpty ? first : first.filter(Set(second).contains)
    }

    private static func narrowed<T>(_ first: ClosedRange<T>?, by second: ClosedRange<T>?) -> ClosedRange<T>? {
        guard let first, let second else { return first ?? second }
        return first.overlaps(second) ? first.clamped(to: second) : first
    }
}
