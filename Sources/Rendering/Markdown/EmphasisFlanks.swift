/// Finds how much of a styled run can stand between `*` delimiters so that they open and close (CommonMark 6.2).
///
/// An opening delimiter must be left-flanking, a closing one right-flanking. Where an edge character is punctuation and its
/// outer neighbour is a letter they are not; the edge then moves inwards past the punctuation.
struct EmphasisFlanks {
    private let text: InlineText
    private var range: Range<Int>

    init(text: InlineText, core: Range<Int>) {
        self.text = text
        range = core
    }

    /// The part to delimit; empty when no part qualifies.
    mutating func settle(markupBefore: Bool, markupAfter: Bool) -> Range<Int> {
        let outer = range
        while !range.isEmpty, !opens(markupBefore: markupBefore && range.lowerBound == outer.lowerBound) {
            range = range.lowerBound + text.scalarWidth(at: range.lowerBound)..<range.upperBound
        }
        while !range.isEmpty, !closes(markupAfter: markupAfter && range.upperBound == outer.upperBound) {
            range = range.lowerBound..<max(range.lowerBound, text.scalarStart(before: range.upperBound))
        }
        return hasWord ? range : range.lowerBound..<range.lowerBound
    }

    /// Signs alone have no emphasis to show: "a.**.**.b" and the slanted ">" of a formula would be noise.
    private var hasWord: Bool {
        var index = range.lowerBound
        while index < range.upperBound {
            if let scalar = text.scalar(at: index), !scalar.mayBeMarkdownPunctuation { return true }
            index += text.scalarWidth(at: index)
        }
        return false
    }

    private func opens(markupBefore: Bool) -> Bool {
        guard let inner = text.scalar(at: range.lowerBound), !inner.isMarkdownSpace else { return false }
        return markupBefore || isAllowed(inner, beside: text.scalar(at: text.scalarStart(before: range.lowerBound)))
    }

    private func closes(markupAfter: Bool) -> Bool {
        guard let inner = text.scalar(at: text.scalarStart(before: range.upperBound)), !inner.isMarkdownSpace else { return false }
        return markupAfter || isAllowed(inner, beside: text.scalar(at: range.upperBound))
    }

    private func isAllowed(_ inner: Unicode.Scalar, beside outer: Unicode.Scalar?) -> Bool {
        guard inner.mayBeMarkdownPunctuation, let outer else { return true }
        return outer.isMarkdownSpace || outer.isMarkdownPunctuation
    }
}
