/// Levels for all headings of a document: what outline, tags and numbers state, and for the rest the rank of the font.
struct HeadingLevels {
    private var levelOfStyle: [HeadingStyle: Int] = [:]
    /// Sections of a document with a title and without chapters start one below it.
    private let shift: Int

    init(_ headings: [HeadingCandidate]) {
        let hasTitle = headings.contains(where: \.isTitle)
        let isStated = headings.contains { $0.outlineLevel != nil || $0.hasLabel || $0.tagLevel != nil }
        shift = hasTitle && !isStated ? 1 : 0
        var stated: [HeadingStyle: [Int]] = [:]
        for heading in headings where !heading.isTitle { stated[heading.style, default: []] += heading.statedLevel.map { [$0] } ?? [] }
        // Equals by font: the order of a dictionary's keys differs from run to run, and the levels with it.
        let ranked = stated.keys.sorted { $0.outranks($1) || (!$1.outranks($0) && $0.font < $1.font) }
        var above: (style: HeadingStyle, level: Int)?
        for style in ranked {
            let levels = stated[style, default: []].sorted()
            var level = 1
            if !levels.isEmpty {
                level = levels[levels.count / 2]
            } else if let above {
                level = above.level + (above.style.outranks(style) ? 1 : 0)
            }
            levelOfStyle[style] = level
            above = (style, level)
        }
    }

    /// 1...6.
    func level(of heading: HeadingCandidate) -> Int {
        if heading.isTitle { return 1 }
        let level = heading.statedLevel ?? levelOfStyle[heading.style] ?? 1
        return min(6, level + shift)
    }
}
