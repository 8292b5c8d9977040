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
    package var targetTokens = 350
    /// Sentences up to this many tokens are repeated at the beginning of the next chunk of the same section. Sentences are long: with half of
    /// it, most chunks repeat none, and answers that reach over an end are found less often (recall 0.907 against
    /// 0.922 on the questions that this was chosen by; see Benchmarks/README.md).
    package var overlapTokens = 80
    /// Sections shorter than this join the next one, so that a heading with one line does not become a chunk.
    package var leastTokens = 80

    package init(targetTokens: Int = 350, overlapTokens: Int = 80, leastTokens: Int = 80) {
        self.targetTokens = targetTokens
        self.overlapTokens = overlapTokens
        self.leastTokens = leastTokens
    }
}
