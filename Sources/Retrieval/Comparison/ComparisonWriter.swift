/// Goes through both documents side by side and writes down what is the same and what differs.
struct ComparisonWriter {
    /// Words that a passage must have to be worth showing as common.
    private static let fewestSharedWords = 6

    private let draft: ComparisonDraft
    private let alignment: SectionAlignment
    private var pair: ComparedPair { draft.pair }
    private(set) var differences: [DocumentComparison.Difference] = []
    private(set) var similarities: [DocumentComparison.Likeness] = []
    private(set) var totals = DocumentComparison.Totals()
    private(set) var sections: [DocumentComparison.SectionPair] = []
    private(set) var similarity = 0.0
    /// Words common to both, by section of the first and of the second document.
    private var commonBefore: [Int: Double] = [:]
    private var commonAfter: [Int: Double] = [:]
    private var changedSections: Set<Int> = []

    init(_ draft: ComparisonDraft) {
        self.draft = draft
        alignment = SectionAlignment(draft.pair, draft.pairs)
    }

    var warnings: [String] {
        let count = totals.additions + totals.deletions + totals.modifications + totals.moves
        return count > differences.count ? ["\(count) differences were found; the first \(differences.count) are listed."] : []
    }

    mutating func write() {
        let byAfter = Dictionary(draft.pairs.map { ($0.b, $0) }) { first, _ in first }
        let paired = Set(draft.pairs.map(\.a))
        var next = 0
        for index in pair.b.indices {
            guard let link = byAfter[index] else {
                note(addition: index)
                continue
            }
            // What is gone stands where it stood: before the first that follows it and is still there.
            if !link.isMoved { removeUnpaired(upTo: link.a, from: &next, paired) }
            note(link)
        }
        removeUnpaired(upTo: pair.a.count, from: &next, paired)
        similarities = Array(similarities.sorted { $0.after.text.utf8.count > $1.after.text.utf8.count }.prefix(DocumentComparer.mostListed))
        finishSections()
    }

    private mutating func removeUnpaired(upTo end: Int, from next: inout Int, _ paired: Set<Int>) {
        while next < end {
            if !paired.contains(next) { note(deletion: next) }
            next += 1
        }
    }

    // MARK: Passages

    private mutating func note(addition index: Int) {
        totals.additions += 1
        list(
            .init(
                kind: .addition, section: title(after: index), before: nil, after: .init(passage(after: index)), similarity: 0, words: [], values: [])
        )
    }

    private mutating func note(deletion index: Int) {
        totals.deletions += 1
        changedSections.insert(pair.a[index].section)
        list(
            .init(
                kind: .deletion, section: title(before: index), before: .init(passage(before: index)), after: nil, similarity: 0, words: [],
                values: []))
    }

    private mutating func note(_ link: UnitPair) {
        let (before, after) = (passage(before: link.a), passage(after: link.b))
        let isSame = pair.a[link.a].key == pair.b[link.b].key
        let diff = isSame ? nil : WordDiff(before.content, after.content)
        let isReworded = draft.rewordings.contains(link.a)
        let likeness = isReworded ? link.likeness : diff?.likeness ?? 1
        commonBefore[pair.a[link.a].section, default: 0] += likeness * Double(pair.a[link.a].wordCount)
        commonAfter[pair.b[link.b].section, default: 0] += likeness * Double(pair.b[link.b].wordCount)
        if isSame || isReworded { share(link, before, after, likeness, isSame: isSame) }
        if isReworded { return }
        guard let diff else { return note(same: link, before, after) }
        let isRenumbered = pair.a[link.a].isHeading && HeadingNumber.title(of: before.text) == HeadingNumber.title(of: after.text)
        if isRenumbered, link.isMoved { return note(moved: link, before, after, diff.words) }
        totals.modifications += 1
        changedSections.insert(pair.a[link.a].section)
        // A heading's number says where it stands and nothing else.
        let values = isRenumbered ? [] : draft.values.of(diff)
        totals.changedValues += values.count
        list(
            .init(
                kind: .modification, section: title(after: link.b), before: .init(before), after: .init(after), similarity: likeness,
                words: diff.words, values: values))
    }

    private mutating func note(same link: UnitPair, _ before: DocumentPassage, _ after: DocumentPassage) {
        totals.unchanged += 1
        // A section that was moved is one difference and not one for each of its passages.
        let goesWithItsSection =
            alignment.moved.contains(pair.a[link.a].section) && alignment.partners[pair.a[link.a].section] == pair.b[link.b].section
        guard link.isMoved, !goesWithItsSection || pair.a[link.a].isHeading else { return }
        note(moved: link, before, after, [])
    }

    private mutating func note(
        moved link: UnitPair, _ before: DocumentPassage, _ after: DocumentPassage, _ words: [DocumentComparison.WordChange]
    ) {
        let goesWithItsSection =
            alignment.moved.contains(pair.a[link.a].section) && alignment.partners[pair.a[link.a].section] == pair.b[link.b].section
        totals.moves += 1
        list(
            .init(
                kind: .move, section: title(after: link.b), before: .init(before), after: .init(after), similarity: 1, words: words, values: [],
                remark: goesWithItsSection ? "The whole section was moved." : nil))
    }

    private mutating func share(_ link: UnitPair, _ before: DocumentPassage, _ after: DocumentPassage, _ likeness: Double, isSame: Bool) {
        if !isSame { totals.rewordings += 1 }
        guard pair.a[link.a].wordCount >= Self.fewestSharedWords, similarities.count < 2 * DocumentComparer.mostListed else { return }
        similarities.append(.init(section: title(after: link.b), similarity: likeness, before: .init(before), after: .init(after), isSame: isSame))
    }

    private mutating func list(_ difference: DocumentComparison.Difference) {
        if differences.count < DocumentComparer.mostListed { differences.append(difference) }
    }

    private func passage(before index: Int) -> DocumentPassage { pair.before.passages[pair.a[index].passage] }
    private func passage(after index: Int) -> DocumentPassage { pair.after.passages[pair.b[index].passage] }
    private func title(before index: Int) -> String { pair.before.sections[pair.a[index].section].title }
    private func title(after index: Int) -> String { pair.after.sections[pair.b[index].section].title }

    // MARK: Sections

    private mutating func finishSections() {
        let (wordsBefore, wordsAfter) = (Self.words(of: pair.a), Self.words(of: pair.b))
        let all = wordsBefore.values.reduce(0, +) + wordsAfter.values.reduce(0, +)
        let common = commonBefore.values.reduce(0, +) + commonAfter.values.reduce(0, +)
        similarity = all > 0 ? min(1, common / all) : 1
        let partners = Dictionary(uniqueKeysWithValues: alignment.partners.map { ($0.value, $0.key) })
        var next = 0
        for after in pair.after.sections.indices {
            guard let before = partners[after] else {
                if let words = wordsAfter[after] {
                    sections.append(.init(state: .added, before: nil, after: place(after, in: pair.after, words), similarity: 0))
                }
                continue
            }
            if !alignment.moved.contains(before) { removeSections(upTo: before, from: &next, wordsBefore) }
            sections.append(section(before, after, wordsBefore[before] ?? 0, wordsAfter[after] ?? 0))
        }
        removeSections(upTo: pair.before.sections.count, from: &next, wordsBefore)
    }

    private mutating func removeSections(upTo end: Int, from next: inout Int, _ words: [Int: Double]) {
        while next < end {
            if alignment.partners[next] == nil, let count = words[next] {
                sections.append(.init(state: .removed, before: place(next, in: pair.before, count), after: nil, similarity: 0))
            }
            next += 1
        }
    }

    private func section(_ before: Int, _ after: Int, _ wordsBefore: Double, _ wordsAfter: Double) -> DocumentComparison.SectionPair {
        let common = (commonBefore[before] ?? 0) + (commonAfter[after] ?? 0)
        let likeness = wordsBefore + wordsAfter > 0 ? min(1, common / (wordsBefore + wordsAfter)) : 1
        let isSame = likeness > 0.9999 && !changedSections.contains(before)
        let state: DocumentComparison.SectionPair.State = alignment.moved.contains(before) ? .moved : isSame ? .unchanged : .modified
        return .init(
            state: state, before: place(before, in: pair.before, wordsBefore), after: place(after, in: pair.after, wordsAfter),
            similarity: likeness)
    }

    private func place(_ section: Int, in outline: DocumentOutline, _ words: Double) -> DocumentComparison.SectionPair.Place {
        let found = outline.sections[section]
        return .init(title: found.title, level: found.level, page: found.page, wordCount: Int(words))
    }

    private static func words(of units: [ComparedUnit]) -> [Int: Double] {
        units.reduce(into: [:]) { $0[$1.section, default: 0] += Double($1.wordCount) }
    }
}
