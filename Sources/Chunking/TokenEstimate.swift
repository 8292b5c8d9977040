/// How many tokens a text is for a model, about: counting exactly needs the model's own vocabulary, and chunks need no more than this.
///
/// Four bytes of a script with letters make a token on average in the vocabularies in use (BERT, GPT); signs of Chinese, Japanese and
/// Korean make one each.
package enum TokenEstimate {
    private static let lettersPerToken = 4

    package static func count(_ text: some StringProtocol) -> Int {
        var letters = 0
        var signs = 0
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x2E80...0x9FFF, 0xAC00...0xD7AF, 0xF900...0xFAFF, 0x20000...0x3FFFF: signs += 1
            default: letters += 1
            }
        }
        return signs + (letters + lettersPerToken - 1) / lettersPerToken
    }
}

/// Sizes of chunks in estimated tokens.
package struct ChunkOptions: Hashable, Sendable {
    /// Reached where it can be: larger ones blur what they are about, smaller ones lose what they refer to.
    package var targetTokens: Int
    /// Sentences up to this many tokens are repeated at the beginning of the next chunk of the same section.
    package var overlapTokens: Int
    /// Sections shorter than this join the next one, so that a heading with one line does not become a chunk.
    package var leastTokens: Int

    /// 350 tokens; see `Benchmarks/README.md` for what other sizes find.
    package static let standardTarget = 350
    /// Of the target. Both follow the size of chunks: what is a little of a large chunk is most of a small one, which then repeats more than it
    /// brings.
    private static let overlapShare = 0.2
    private static let leastShare = 0.23

    /// - Parameters:
    ///   - overlapTokens: in proportion to the target when it is `nil`.
    ///   - leastTokens: the same.
    package init(targetTokens: Int = standardTarget, overlapTokens: Int? = nil, leastTokens: Int? = nil) {
        self.targetTokens = targetTokens
        self.overlapTokens = overlapTokens ?? Int(Double(targetTokens) * Self.overlapShare)
        self.leastTokens = leastTokens ?? Int(Double(targetTokens) * Self.leastShare)
    }
}
