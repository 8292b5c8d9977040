import DocumentModel

/// Compares the outlines of documents: headings, their order and levels, and what kinds of things stand under them.
enum StructuralComparison {
    /// Sections of a document that are compared; each is compared with each of the other.
    static let mostSections = 1500
    /// Weights of what makes two sections the same one: what they are called more than what they are made of.
    private static let weightOfTitle = 0.75
    private static let leastLikeness = 0.5

    static func of(_ before: DocumentOutline, _ after: DocumentOutline) -> DocumentComparison {
        let (a, b) = (shapes(of: before), shapes(of: after))
        let pairs = aligned(a, b)
        var comparison = DocumentComparison(
            mode: .structural, method: "headings aligned in order by their titles, levels and kinds of contents (Needleman-Wunsch)",
            similarity: 1, before: summary(before), after: summary(after), sections: [], differences: [], similarities: [],
            totals: .init(), warnings: [])
        if max(before.sections.count, after.sections.count) > mostSections {
            comparison.warnings.append("Only the first \(mostSections) sections of each document were compared.")
        }
        let weight = pairs.reduce(0.0) { $0 + 2 * $1.likeness }
        comparison.similarity = a.isEmpty && b.isEmpty ? 1 : min(1, weight / Double(a.count + b.count))
        write(pairs, a, b, into: &comparison)
        return comparison
    }

    private static func summary(_ outline: DocumentOutline) -> DocumentComparison.Summary {
        .init(
            title: outline.title, pageCount: outline.pageCount, sectionCount: outline.sections.count { $0.level > 0 },
            passageCount: outline.passages.count,
            wordCount: outline.passages.reduce(0) { $0 + WordToken.cut($1.text).count { !$0.isSign } })
    }

    // MARK: Shapes

    /// A section as its heading and what stands under it.
    private struct Shape {
        var section: DocumentSection
        /// Words of the title without its number.
        var words: [String]
        /// Blocks by kind; a table counts once.
        var kinds: [Block.Kind: Int] = [:]
        /// Rows of each table.
        var tables: [Int] = []
        var regions: [Region] = []
        var block: Int?
    }

    private static func shapes(of outline: DocumentOutline) -> [Shape] {
        var shapes = outline.sections.prefix(mostSections).map { section in
            Shape(section: section, words: WordToken.cut(section.title).filter { !$0.isSign && !$0.isNumber }.map { $0.text.lowercased() })
        }
        var lastTable = -1
        for passage in outline.passages where passage.section < shapes.count {
            if passage.kind == .heading {
                (shapes[passage.section].regions, shapes[passage.section].block) = (passage.content.regions, passage.block)
            } else if passage.kind == .table {
                if passage.block != lastTable { shapes[passage.section].tables.append(0) }
                shapes[passage.section].tables[shapes[passage.section].tables.count - 1] += 1
                lastTable = passage.block
            } else {
                shapes[passage.section].kinds[passage.kind, default: 0] += 1
            }
        }
        for index in shapes.indices where !shapes[index].tables.isEmpty { shapes[index].kinds[.table] = shapes[index].tables.count }
        return shapes.filter { $0.section.level > 0 || !$0.kinds.isEmpty }
    }

    private static func likeness(_ a: Shape, _ b: Shape) -> Double {
        guard (a.section.level == 0) == (b.section.level == 0) else { return 0 }
        let title = a.section.level == 0 || a.section.title == b.section.title ? 1 : dice(a.words, b.words)
        let kinds = Set(a.kinds.keys).union(b.kinds.keys)
        let common = kinds.reduce(0) { $0 + min(a.kinds[$1] ?? 0, b.kinds[$1] ?? 0) }
        let all = a.kinds.values.reduce(0, +) + b.kinds.values.reduce(0, +)
        let contents = all == 0 ? 1 : Double(2 * common) / Double(all)
        let level = a.section.level == b.section.level ? 1.0 : 0.9
        return level * (title * weightOfTitle + contents * (1 - weightOfTitle))
    }

    private static func dice(_ a: [String], _ b: [String]) -> Double {
        guard !a.isEmpty, !b.isEmpty else { return 0 }
        var rest = b
        let common = a.count { word in rest.firstIndex(of: word).map { rest.remove(at: $0) } != nil }
        return Double(2 * common) / Double(a.count + b.count)
    }

    // MARK: Alignment

    private struct Pair {
        var a: Int
        var b: Int
        var likeness: Double
        var isMoved = false
    }

    private static func aligned(_ a: [Shape], _ b: [Shape]) -> [Pair] {
        let pairs = OrderedPairing.pairs(rows: a.count, columns: b.count) { partners(a[$0], b[$1]) }
            .map { Pair(a: $0.row, b: $0.column, likeness: $0.likeness) }
        return pairs + moved(a, b, pairs)
    }

    /// Their likeness; 0 for what is too different to be the same section.
    private static func partners(_ a: Shape, _ b: Shape) -> Double {
        let likeness = likeness(a, b)
        return likeness >= leastLikeness ? likeness : 0
    }

    /// Sections outside of the order that are called the same.
    private static func moved(_ a: [Shape], _ b: [Shape], _ pairs: [Pair]) -> [Pair] {
        let (takenA, takenB) = (Set(pairs.map(\.a)), Set(pairs.map(\.b)))
        var free = b.indices.filter { !takenB.contains($0) }
        var moved: [Pair] = []
        for left in a.indices where !takenA.contains(left) && a[left].section.level > 0 {
            let likenesses = free.map { (right: $0, likeness: partners(a[left], b[$0])) }
            guard let best = likenesses.max(by: { $0.likeness < $1.likeness }), best.likeness > 0 else { continue }
            free.removeAll { $0 == best.right }
            moved.append(Pair(a: left, b: best.right, likeness: best.likeness, isMoved: true))
        }
        return moved
    }

    // MARK: Writing

    private static func write(_ pairs: [Pair], _ a: [Shape], _ b: [Shape], into comparison: inout DocumentComparison) {
        let byAfter = Dictionary(pairs.map { ($0.b, $0) }) { first, _ in first }
        let paired = Set(pairs.map(\.a))
        var next = 0
        func removeUnpaired(upTo end: Int) {
            while next < end {
                if !paired.contains(next) { note(a[next], nil, nil, into: &comparison) }
                next += 1
            }
        }
        for index in b.indices {
            let link = byAfter[index]
            if let link, !link.isMoved { removeUnpaired(upTo: link.a) }
            note(link.map { a[$0.a] }, b[index], link, into: &comparison)
        }
        removeUnpaired(upTo: a.count)
    }

    private static func note(_ before: Shape?, _ after: Shape?, _ link: Pair?, into comparison: inout DocumentComparison) {
        let remarks = before.flatMap { before in after.map { differences(before, $0) } } ?? []
        let state: DocumentComparison.SectionPair.State =
            before == nil ? .added : after == nil ? .removed : link?.isMoved == true ? .moved : remarks.isEmpty ? .unchanged : .modified
        comparison.sections.append(.init(state: state, before: before.map(place), after: after.map(place), similarity: link?.likeness ?? 0))
        let kind: DocumentComparison.Difference.Kind
        switch state {
        case .unchanged:
            comparison.totals.unchanged += 1
            return
        case .added: (kind, comparison.totals.additions) = (.addition, comparison.totals.additions + 1)
        case .removed: (kind, comparison.totals.deletions) = (.deletion, comparison.totals.deletions + 1)
        case .moved: (kind, comparison.totals.moves) = (.move, comparison.totals.moves + 1)
        case .modified: (kind, comparison.totals.modifications) = (.modification, comparison.totals.modifications + 1)
        }
        comparison.differences.append(
            .init(
                kind: kind, section: (after ?? before)?.section.title ?? "", before: before.map(side), after: after.map(side),
                similarity: link?.likeness ?? 0, words: [], values: [], remark: remarks.isEmpty ? nil : remarks.joined(separator: "; ")))
    }

    private static func differences(_ before: Shape, _ after: Shape) -> [String] {
        var remarks: [String] = []
        if before.section.title != after.section.title { remarks.append("the heading was \"\(before.section.title)\"") }
        if before.section.level != after.section.level { remarks.append("level \(before.section.level) became \(after.section.level)") }
        for kind in Set(before.kinds.keys).union(after.kinds.keys).sorted(by: { $0.rawValue < $1.rawValue }) {
            let (old, new) = (before.kinds[kind] ?? 0, after.kinds[kind] ?? 0)
            if old != new { remarks.append("\(kind.rawValue): \(old) became \(new)") }
        }
        for (number, rows) in zip(before.tables, after.tables).enumerated() where rows.0 != rows.1 {
            remarks.append("rows of table \(number + 1): \(rows.0) became \(rows.1)")
        }
        return remarks
    }

    private static func place(_ shape: Shape) -> DocumentComparison.SectionPair.Place {
        .init(title: shape.section.title, level: shape.section.level, page: shape.section.page, wordCount: shape.words.count)
    }

    private static func side(_ shape: Shape) -> DocumentComparison.Side {
        let contents = shape.kinds.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.value) \($0.key.rawValue)" }.joined(separator: ", ")
        return .init(
            text: shape.section.title.isEmpty ? contents : contents.isEmpty ? shape.section.title : "\(shape.section.title) (\(contents))",
            block: shape.block, regions: shape.regions)
    }
}

extension WordToken {
    /// A number of a heading: "3.2", "IV" is a word.
    fileprivate var isNumber: Bool { text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E } }
}
