import Backends
import DocumentModel

/// Compares documents passage by passage.
package struct DocumentComparer: Sendable {
    package struct Options: Hashable, Sendable {
        package var mode = DocumentComparison.Mode.textual
        /// In semantic mode, cosine from which two passages say the same; `nil` for the one measured for the model.
        package var leastSimilarity: Double?

        package init(mode: DocumentComparison.Mode = .textual, leastSimilarity: Double? = nil) {
            self.mode = mode
            self.leastSimilarity = leastSimilarity
        }
    }

    /// Differences and similarities that are listed; all are counted.
    package static let mostListed = 2000

    let options: Options
    private let values: ValueFinder

    /// - Parameter values: what finds dates and amounts.
    package init(_ options: Options = Options(), values: @escaping ValueFinder) {
        self.options = options
        self.values = values
    }

    /// Compares in full but for meaning; takes about a second for 1,000 pages.
    package func compare(_ before: DocumentOutline, _ after: DocumentOutline) -> DocumentComparison {
        if options.mode == .structural { return StructuralComparison.of(before, after) }
        return align(before, after).comparison(options.mode == .semantic ? .semantic : .textual)
    }

    /// The passages that belong together, and what differs in them.
    func align(_ before: DocumentOutline, _ after: DocumentOutline) -> ComparisonDraft {
        let pair = ComparedPair(before, after)
        return ComparisonDraft(pair, UnitAlignment.pairs(of: pair), values: ValueChanges(finder: values))
    }
}

/// Passages that belong together, before it is decided which of their differences count.
struct ComparisonDraft: Sendable {
    let pair: ComparedPair
    var pairs: [UnitPair]
    let values: ValueChanges
    /// Pairs that say the same in other words.
    var rewordings: Set<Int> = []
    var warnings: [String] = []

    init(_ pair: ComparedPair, _ pairs: [UnitPair], values: ValueChanges) {
        self.pair = pair
        self.pairs = pairs
        self.values = values
        if pair.isCut { warnings.append("Only the first \(ComparedPair.mostUnits) passages of each document were compared.") }
    }

    /// Share of the words in passages that are clearly the same below which documents are no versions of each other: what else stands side by
    /// side is alike by chance.
    private static let leastOfVersions = 0.15
    private static let leastOfClearlySame = 0.6
    /// Words of each document from which on that can be told.
    private static let fewestWordsOfDocuments = 100
    /// Likeness from which passages of different documents are the same one: what was copied.
    private static let leastOfCopies = 0.75

    static let textualMethod = "passages aligned by their words (rare words, heaviest common order, Myers), then compared word by word"

    /// - Parameter alike: what speaks of the same in two different documents; looked for by words when it is `nil`.
    func comparison(
        _ mode: DocumentComparison.Mode, method: String = textualMethod, alike: [UnitPair]? = nil
    ) -> DocumentComparison {
        let written = written(mode, method)
        guard shareOfSame < Self.leastOfVersions, min(written.before.wordCount, written.after.wordCount) >= Self.fewestWordsOfDocuments else {
            return written
        }
        return ofDifferentDocuments(mode, method, alike)
    }

    /// 0...1.
    private var shareOfSame: Double {
        let all = (pair.a + pair.b).reduce(0) { $0 + $1.wordCount }
        let same = pairs.filter { $0.likeness >= Self.leastOfClearlySame || rewordings.contains($0.a) }
        let words = same.reduce(0.0) { $0 + $1.likeness * Double(pair.a[$1.a].wordCount + pair.b[$1.b].wordCount) }
        return all > 0 ? words / Double(all) : 1
    }

    private func ofDifferentDocuments(_ mode: DocumentComparison.Mode, _ method: String, _ alike: [UnitPair]?) -> DocumentComparison {
        var copies = self
        copies.pairs = pairs.filter { pair.a[$0.a].key == pair.b[$0.b].key || rewordings.contains($0.a) || $0.likeness >= Self.leastOfCopies }
        // Nothing was moved from one document into another.
        for index in copies.pairs.indices { copies.pairs[index].isMoved = false }
        var comparison = copies.written(mode, method)
        let passages = AlikePassages(pair: pair)
        let ground = CommonGroundFinder(pair: pair, values: values.finder).ground(alike.map(passages.listed) ?? passages.byWords())
        let known = Set(comparison.similarities.map(\.before))
        comparison.similarities += ground.passages.filter { !known.contains($0.before) }
        comparison.commonGround = ground
        return comparison
    }

    private func written(_ mode: DocumentComparison.Mode, _ method: String) -> DocumentComparison {
        var writer = ComparisonWriter(self)
        writer.write()
        return DocumentComparison(
            mode: mode, method: method, similarity: writer.similarity, before: .init(pair.before, pair.a), after: .init(pair.after, pair.b),
            sections: writer.sections, differences: writer.differences, similarities: writer.similarities, totals: writer.totals,
            warnings: warnings + writer.warnings)
    }
}

extension DocumentComparison.Summary {
    init(_ outline: DocumentOutline, _ units: [ComparedUnit]) {
        self.init(
            title: outline.title, pageCount: outline.pageCount, sectionCount: outline.sections.count { $0.level > 0 },
            passageCount: outline.passages.count, wordCount: units.reduce(0) { $0 + $1.wordCount })
    }
}
