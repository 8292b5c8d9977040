import DocumentModel

/// Joins paragraphs that go on in the next column or on the next page, whatever stands between the two parts.
enum FlowJoiner {
    /// Sizes of both parts agree within this share.
    private static let sizeTolerance = 0.06
    /// The next part is looked for over this many passages of other kinds.
    private static let reach = 16

    /// Characters from which on a line is running text rather than a term or an item.
    private static let runningText = 30
    /// Baseline distance in font sizes up to which lines follow one another without a gap.
    private static let nextLine = 1.5

    static func join(_ passages: inout [Passage]) {
        var open: Int?
        for index in passages.indices {
            let passage = passages[index]
            switch passage.kind {
            case .paragraph, .listItem:
                if let head = open, index - head <= reach || passages[head].element != passage.element, continues(passages[head], passage) {
                    open = joined(head, index, &passages)
                } else {
                    open = index
                }
            case .heading, .code, .contentsEntry, .formula: open = nil
            default: break
            }
        }
    }

    /// Joins the two parts and returns where the whole stands: in the place of the first part, or of the second where a figure
    /// or table stands between them. A reader finds it before the paragraph it interrupts then, not after its end.
    private static func joined(_ head: Int, _ next: Int, _ passages: inout [Passage]) -> Int {
        var whole = passages[head]
        whole.absorb(passages[next])
        let isInterrupted = passages[head...next].contains { $0.absorbedBy == nil && ($0.figure != nil || $0.table != nil) }
        let (kept, absorbed) = isInterrupted ? (next, head) : (head, next)
        passages[kept] = whole
        passages[absorbed].absorbedBy = kept
        return kept
    }

    private static func continues(_ head: Passage, _ next: Passage) -> Bool {
        guard next.kind == .paragraph, let last = head.lines.last, let first = next.lines.first else { return false }
        guard last.page != first.page || head.element != next.element || isTornSentence(last, first) else { return false }
        guard first.page - last.page <= 1, first.page >= last.page, first.marker == nil else { return false }
        guard abs(last.size - first.size) <= sizeTolerance * max(last.size, first.size), last.isBold == first.isBold else { return false }
        guard last.angle == first.angle, last.isMonospaced == first.isMonospaced else { return false }
        if last.line.background != first.line.background, last.page == first.page { return false }
        if last.line.endsWithHyphen { return first.shape.startsLowercase }
        if last.shape.endsSentence { return false }
        return first.shape.startsLowercase || goesOnInFullLines(head, last, first)
    }

    /// A sentence that goes on in the next line of its column: whatever parted the lines (a formula's uneven spacing), it is one.
    private static func isTornSentence(_ last: DraftLine, _ first: DraftLine) -> Bool {
        let distance = first.baseline - last.baseline
        return first.shape.startsLowercase && !last.shape.endsSentence && last.shape.count >= runningText && first.shape.count >= runningText
            && distance > 0 && distance < nextLine * first.size
    }

    /// Without letter case to tell (CJK, names at a line start): the last line fills its column and the next is not indented.
    private static func goesOnInFullLines(_ head: Passage, _ last: DraftLine, _ first: DraftLine) -> Bool {
        guard head.lines.count > 1, first.shape.letters > 0, first.number == nil else { return false }
        let end = head.lines.map(\.end).max() ?? last.end
        let isFull = last.end > end - 1.5 * last.size
        let isTooSmallToTell = last.shape.count < 20
        return isFull && !isTooSmallToTell
    }
}

extension Passage {
    fileprivate mutating func absorb(_ next: Passage) {
        lines += next.lines
        confidence = min(confidence, next.confidence)
    }
}
