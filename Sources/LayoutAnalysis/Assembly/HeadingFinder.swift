import DocumentModel

/// Finds headings by weighing what the outline, the tags, the numbering and the fonts say.
struct HeadingFinder {
    private let statistics: FontStatistics
    private let tags: TagTrust
    private let outline: OutlineIndex
    private let title: String

    /// Score from which a passage is a heading.
    private static let threshold = 0.449
    /// The same words this often are labels ("Note", "Warning"), not headings.
    private static let refrain = 4
    /// Lines of one heading stand at most this many sizes apart.
    private static let widestPitch = 1.7
    private static let mostCharacters = 260
    private static let mostLines = 5
    /// What it counts that a section number goes on where another ends: enough for a line with space above it that is set like the text.
    private static let chained = 0.2
    private static let longestChained = 80

    init(info: DocumentInfo, statistics: FontStatistics, tags: TagTrust) {
        self.statistics = statistics
        self.tags = tags
        outline = OutlineIndex(info.outline)
        title = OutlineIndex.key(info.title ?? "")
    }

    func mark(_ passages: inout [Passage]) {
        joinLabels(&passages)
        var candidates = passages.indices.compactMap { candidate($0, passages) }
        let proven = provenStyles(candidates)
        let wordings = Dictionary(candidates.map { (passages[$0.passage].text, 1) }, uniquingKeysWith: +)
        let prose = proseStyles(passages)
        let chain = NumberChain(candidates.map { Self.number(of: passages[$0.passage]) })
        for index in candidates.indices {
            let passage = passages[candidates[index].passage]
            let isChained = goesOn(chain, passage)
            let isProse = prose.contains(candidates[index].style) && !isJournalNumber(passage) && !isChained
            if isProse && candidates[index].outlineLevel == nil { candidates[index].score -= 0.3 }
            candidates[index].standsOut = fontScore(passage) > 0.2
            candidates[index].score += score(candidates[index], passages, proven) + (isChained ? Self.chained : 0)
            let isRefrain = wordings[passage.text, default: 0] >= Self.refrain
            if isRefrain && candidates[index].outlineLevel == nil && candidates[index].tagLevel == nil { candidates[index].score -= 0.5 }
        }
        markTitle(&candidates, passages)
        let headings = candidates.filter { $0.score >= Self.threshold }
        let levels = HeadingLevels(headings)
        for heading in headings {
            passages[heading.passage].kind = .heading
            passages[heading.passage].heading = HeadingEvidence(level: levels.level(of: heading), sources: heading.sources)
            passages[heading.passage].confidence = min(0.99, 0.5 + heading.score / 2)
        }
        joinSplitHeadings(&passages)
    }

    // MARK: Candidates

    /// "Chapter 3" on a line of its own belongs to the title below it.
    private func joinLabels(_ passages: inout [Passage]) {
        var joined: [Passage] = []
        for passage in passages {
            if let last = joined.last, last.page == passage.page, isLabel(last), passage.kind == .paragraph, let first = passage.lines.first,
                statistics.ratio(first.size) > 1.1, passage.lines.count <= Self.mostLines, first.baseline > last.box.bottom
            {
                joined[joined.count - 1].lines += passage.lines
                joined[joined.count - 1].box = last.box.union(passage.box)
                joined[joined.count - 1].gapBelow = passage.gapBelow
            } else {
                joined.append(passage)
            }
        }
        passages = joined
    }

    private func isLabel(_ passage: Passage) -> Bool {
        guard passage.kind == .paragraph, passage.lines.count == 1, let number = passage.lines[0].number, number.isWholeLine else { return false }
        return statistics.ratio(passage.size) > 1.1 && (number.hasLabel || passage.isBold)
    }

    private func candidate(_ index: Int, _ passages: [Passage]) -> HeadingCandidate? {
        let passage = passages[index]
        guard passage.kind == .paragraph, let first = passage.lines.first, let last = passage.lines.last else { return nil }
        guard passage.lines.count <= Self.mostLines, passage.characterCount <= Self.mostCharacters else { return nil }
        guard passage.lines.contains(where: { $0.shape.letters > 0 }), first.angle == 0, last.angle == 0 else { return nil }
        if let marker = first.marker, !marker.isOrdered { return nil }
        var candidate = HeadingCandidate(passage: index, style: HeadingStyle(last))
        if outline.count > 0 { candidate.outlineLevel = outline.entry(for: passage.text, page: passage.page)?.level }
        if let role = first.line.tag?.role, last.line.tag?.element == first.line.tag?.element || passage.lines.count <= 2 {
            candidate.tagLevel = TagTrust.headingLevel(of: role)
        }
        if let number = first.number, !number.isWholeLine || passage.lines.count > 1 {
            candidate.numberDepth = number.depth
            candidate.hasLabel = number.hasLabel
        }
        return candidate
    }

    /// Styles of candidates that outline or tags prove, with their number.
    private func provenStyles(_ candidates: [HeadingCandidate]) -> [HeadingStyle: Int] {
        var proven: [HeadingStyle: Int] = [:]
        for candidate in candidates where candidate.outlineLevel != nil || candidate.tagLevel != nil { proven[candidate.style, default: 0] += 1 }
        return proven
    }

    /// Styles that whole paragraphs are set in: standing out from the body font, they still do not make headings.
    private func proseStyles(_ passages: [Passage]) -> Set<HeadingStyle> {
        var styles: Set<HeadingStyle> = []
        for passage in passages where passage.kind == .paragraph && passage.lines.count > 2 && passage.characterCount > Self.mostCharacters / 2 {
            guard let last = passage.lines.last, last.shape.endsSentence || last.shape.startsLowercase else { continue }
            let style = HeadingStyle(last)
            // Lines of one font that differ are lines of a scan: a short last one can measure otherwise than the paragraph it ends.
            let isMeasured = passage.lines.allSatisfy { $0.line.font == last.line.font }
            let isCommon = passage.lines.count(where: { HeadingStyle($0) == style }) * 2 >= passage.lines.count
            if !isMeasured || isCommon { styles.insert(style) }
        }
        return styles
    }

    // MARK: Weighing

    private func score(_ candidate: HeadingCandidate, _ passages: [Passage], _ proven: [HeadingStyle: Int]) -> Double {
        let passage = passages[candidate.passage]
        let looks = fontScore(passage)
        var score = looks + shapeScore(passage) + placeScore(candidate.passage, passages) + tagScore(candidate, passage)
        if candidate.outlineLevel != nil { score += 0.6 }
        score += numberScore(candidate, passage)
        let provenCount = proven.values.reduce(0, +)
        if provenCount >= 3 {
            let isProven = (proven[candidate.style] ?? 0) > 0 && looks > 0.1
            score += isProven ? 0.2 : candidate.outlineLevel == nil ? -0.25 : 0
        }
        return score
    }

    private func fontScore(_ passage: Passage) -> Double {
        guard let line = passage.lines.last else { return 0 }
        var score = 0.0
        // Small capitals are as large as the capitals they stand with.
        let size = line.shape.isCapitals ? line.line.spans.lazy.map(\.size).max() ?? line.size : line.size
        switch statistics.ratio(size) {
        case 1.5...: score += 0.5
        case 1.25...: score += 0.42
        case 1.12...: score += 0.32
        case 1.04...: score += 0.1
        case ..<0.9: score -= 0.35
        default: break
        }
        if passage.isBold && !statistics.bodyIsBold { score += 0.25 }
        if line.line.style.contains(.italic) { score += 0.05 }
        if line.shape.isCapitals { score += 0.15 }
        if line.line.font != statistics.bodyFont && !passage.isMonospaced { score += 0.05 }
        if passage.isMonospaced { score -= 0.3 }
        return score
    }

    private func shapeScore(_ passage: Passage) -> Double {
        guard let first = passage.lines.first, let last = passage.lines.last else { return 0 }
        var score = 0.0
        let count = passage.characterCount
        if count > 200 { score -= 0.5 } else if count > 120 { score -= 0.15 }
        if passage.lines.count > 3 { score -= 0.2 }
        switch last.shape.ending {
        case 0x2E, 0x3002: score -= 0.3
        case 0x2C, 0x3B: score -= 0.4
        case 0x3A, 0xFF1A: score -= 0.2
        default: break
        }
        if last.line.endsWithHyphen || passage.lines.contains(where: isAddress) { score -= 0.4 }
        if first.shape.startsLowercase { score -= 0.2 }
        if first.shape.digits > first.shape.letters { score -= 0.3 }
        if first.line.background != nil { score -= 0.05 }
        return score
    }

    /// Mail and web addresses stand out on title pages without heading anything.
    private func isAddress(_ line: DraftLine) -> Bool {
        !line.text.utf8.contains(0x20) && (line.text.contains("@") || line.text.hasPrefix("www.") || line.text.hasPrefix("http"))
    }

    private func placeScore(_ index: Int, _ passages: [Passage]) -> Double {
        let passage = passages[index]
        guard let first = passage.lines.first else { return 0 }
        var score = 0.0
        let usual = statistics.bodyPitch * first.size
        if passage.gapAbove.map({ $0 > 1.3 * usual }) ?? true { score += 0.1 } else { score -= 0.1 }
        if passage.gapAbove == nil && passage.gapBelow == nil { score += 0.05 }
        guard let next = passages[(index + 1)...].first(where: { !$0.kind.isFurniture }) else { return score - 0.1 }
        if next.kind == .contentsEntry { score -= 0.3 }
        if !next.isText && next.page == passage.page { score += 0.05 }
        if next.isText, next.page == passage.page, let below = next.lines.first {
            score += 0.05
            let indent = below.start - (passage.lines.last?.start ?? 0)
            let isPlain = statistics.ratio(first.size) < 1.08 && first.number == nil
            // A term stands over its indented explanation; a subtitle set off to the right is no explanation.
            let isTerm = indent > 0.9 * below.size && next.lines.count > 1 && !next.isBold
            if isPlain && isTerm && !passage.isCentred { score -= 0.3 }
        }
        return score
    }

    private func tagScore(_ candidate: HeadingCandidate, _ passage: Passage) -> Double {
        guard let tag = passage.lines.first?.line.tag else { return 0 }
        if candidate.tagLevel != nil {
            let isProse = statistics.ratio(passage.size) < 1.05 && !passage.isBold && passage.lines.count > 2
            return isProse ? 0.1 : 0.6
        }
        guard tags.marksHeadings else { return 0 }
        switch tag.role {
        case "P", "Span", "Div", "NonStruct": return -0.35
        case "LI", "LBody", "Lbl", "TD", "TH", "Caption", "TOCI", "TOC", "Note", "Code": return -0.5
        default: return 0
        }
    }

    private func numberScore(_ candidate: HeadingCandidate, _ passage: Passage) -> Double {
        guard let depth = candidate.numberDepth else {
            return passage.isBold && passage.lines.first?.marker != nil ? 0.05 : 0
        }
        if candidate.hasLabel { return fontScore(passage) > 0.1 ? 0.3 : 0 }
        let standsOut = passage.isBold || statistics.ratio(passage.size) > 1.05
        if depth >= 2 { return standsOut ? 0.3 : 0.15 }
        if isJournalNumber(passage) { return passage.isCentred ? 0.4 : 0.3 }
        return standsOut ? 0.15 : -0.1
    }

    /// Whether the passage is a short line whose number has its parent or a neighbour in the document. An outline names the headings itself.
    private func goesOn(_ chain: NumberChain, _ passage: Passage) -> Bool {
        guard outline.count == 0, passage.lines.count == 1, passage.characterCount <= Self.longestChained, !passage.lines[0].shape.endsSentence else {
            return false
        }
        return chain.holds(Self.number(of: passage))
    }

    private static func number(of passage: Passage) -> [Int] {
        guard let line = passage.lines.first, let number = line.number, !number.hasLabel else { return [] }
        return NumberChain.parts(of: line.text.unicodeScalars.prefix(number.length).map(\.value))
    }

    /// "IV. RESULTS": journals head their sections so, in the size of the text and not even bold; list items are not set in capitals.
    private func isJournalNumber(_ passage: Passage) -> Bool {
        guard let line = passage.lines.first, line.shape.isCapitals, let number = line.number, !number.isWholeLine else { return false }
        let scalars = line.text.unicodeScalars.prefix(number.length).map(\.value)
        return scalars.last == 0x2E && RomanNumeral.value(of: scalars.dropLast()) != nil
    }

    // MARK: Title

    /// The largest text on the first page, or what the metadata calls the title.
    private func markTitle(_ candidates: inout [HeadingCandidate], _ passages: [Passage]) {
        guard let firstPage = passages.first(where: { !$0.kind.isFurniture })?.page, !tags.marksHeadings else { return }
        var best: Int?
        for index in candidates.indices where passages[candidates[index].passage].page == firstPage {
            let passage = passages[candidates[index].passage]
            if !title.isEmpty, OutlineIndex.key(passage.text) == title { candidates[index].score += 0.4 }
            let size = passage.size
            guard passage.lines.reduce(0, { $0 + $1.shape.letters }) >= 4 else { continue }
            if best.map({ size > passages[candidates[$0].passage].size + 0.3 }) ?? true { best = index }
        }
        guard let best, statistics.ratio(passages[candidates[best].passage].size) >= 1.25 else { return }
        candidates[best].isTitle = true
        candidates[best].score += 0.3
    }

    /// Lines of one heading that the layout tore apart: same style, one under the other, the second without a number.
    private func joinSplitHeadings(_ passages: inout [Passage]) {
        var joined: [Passage] = []
        for passage in passages {
            if let last = joined.last, belongsTogether(last, passage) {
                joined[joined.count - 1].lines += passage.lines
                joined[joined.count - 1].box = last.box.union(passage.box)
                joined[joined.count - 1].gapBelow = passage.gapBelow
            } else {
                joined.append(passage)
            }
        }
        passages = joined
    }

    private func belongsTogether(_ upper: Passage, _ lower: Passage) -> Bool {
        guard upper.kind == .heading, lower.kind == .heading, upper.page == lower.page, let last = upper.lines.last, let first = lower.lines.first
        else { return false }
        if outline.entry(for: upper.text + " " + lower.text, page: upper.page) != nil { return true }
        guard first.number == nil, HeadingStyle(last) == HeadingStyle(first), !last.shape.endsSentence else { return false }
        guard outline.entry(for: upper.text, page: upper.page) == nil || upper.heading?.sources == [.fontCluster] else { return false }
        let distance = first.baseline - last.baseline
        let isAligned = (first.start > last.start - 2 && first.start < last.start + 6 * first.size) || abs(first.box.centerX - last.box.centerX) < 2
        return isAligned && distance > 0 && distance < Self.widestPitch * first.size
    }
}
