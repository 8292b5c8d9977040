import DocumentModel

/// What differs between two texts, word by word.
struct WordDiff {
    /// Tokens of both texts, one range of which may be empty.
    struct Change: Hashable {
        var before: Range<Int>
        var after: Range<Int>
    }

    /// Bytes of a lone word between two replacements that is taken into them: "the" kept between replaced words helps nobody to read.
    private static let shortWord = 3
    /// Texts that have less than this in common, of their tokens, are replaced as a whole.
    private static let leastCommon = 0.2

    let before: PlacedText
    let after: PlacedText
    let beforeTokens: [WordToken]
    let afterTokens: [WordToken]
    private(set) var changes: [Change] = []
    /// Share of the words of both that are common, 0...1.
    private(set) var likeness = 1.0

    init(_ before: PlacedText, _ after: PlacedText) {
        self.before = before
        self.after = after
        beforeTokens = WordToken.cut(before.text)
        afterTokens = WordToken.cut(after.text)
        var words = Vocabulary()
        let runs = Myers.common(beforeTokens.map { words.number(of: $0.text) }, afterTokens.map { words.number(of: $0.text) })
        let common = runs.reduce(0) { $0 + beforeTokens[$1.before..<$1.before + $1.count].count { !$0.isSign } }
        let all = beforeTokens.count { !$0.isSign } + afterTokens.count { !$0.isSign }
        likeness = all == 0 ? (beforeTokens == afterTokens ? 1 : 0) : Double(2 * common) / Double(all)
        changes = likeness < Self.leastCommon ? [Change(before: 0..<beforeTokens.count, after: 0..<afterTokens.count)] : gaps(between: runs)
    }

    private func gaps(between runs: [Myers.Run]) -> [Change] {
        var changes: [Change] = []
        var (before, after) = (0, 0)
        for run in runs + [Myers.Run(before: beforeTokens.count, after: afterTokens.count, count: 0)] {
            if run.before > before || run.after > after {
                add(Change(before: before..<run.before, after: after..<run.after), to: &changes)
            }
            (before, after) = (run.before + run.count, run.after + run.count)
        }
        return changes
    }

    private func add(_ change: Change, to changes: inout [Change]) {
        guard let last = changes.last else { return changes.append(change) }
        let between = beforeTokens[last.before.upperBound..<change.before.lowerBound]
        let isReplacement = !last.before.isEmpty && !last.after.isEmpty && !change.before.isEmpty && !change.after.isEmpty
        if isReplacement, between.count == 1, between.allSatisfy({ $0.text.utf8.count <= Self.shortWord }) {
            changes[changes.count - 1] = Change(
                before: last.before.lowerBound..<change.before.upperBound, after: last.after.lowerBound..<change.after.upperBound)
        } else {
            changes.append(change)
        }
    }

    /// The changes with their texts and places.
    var words: [DocumentComparison.WordChange] {
        changes.map { change in
            .init(
                before: Self.part(change.before, beforeTokens, before), after: Self.part(change.after, afterTokens, after),
                beforeOffset: Self.offset(of: change.before, beforeTokens), afterOffset: Self.offset(of: change.after, afterTokens))
        }
    }

    private static func offset(of range: Range<Int>, _ tokens: [WordToken]) -> Int {
        if let first = range.first { return tokens[first].range.lowerBound }
        return range.lowerBound > 0 ? tokens[range.lowerBound - 1].range.upperBound : 0
    }

    private static func part(_ range: Range<Int>, _ tokens: [WordToken], _ content: PlacedText) -> DocumentComparison.Part? {
        guard let first = range.first, let last = range.last else { return nil }
        return .init(content, tokens[first].range.lowerBound..<tokens[last].range.upperBound)
    }
}

extension DocumentComparison.Part {
    init(_ content: PlacedText, _ range: Range<Int>) {
        self.init(range: range, text: content.text.part(range), regions: content.regions(of: range))
    }
}

extension DocumentComparison.Side {
    init(_ passage: DocumentPassage) {
        self.init(text: passage.text, block: passage.block, regions: passage.content.regions)
    }
}
