/// Words of a text as suggestions and spelling show them.
package enum SpelledWords {
    /// Shorter ones are not worth completing; longer ones are data.
    private static let letters = 3...40

    /// Distinct words with nothing but letters in them: in small letters, with how they are compared.
    package static func distinct(in texts: some Sequence<String>) -> [String: String] {
        var words: [String: String] = [:]
        for text in texts {
            for token in TokenCutter.tokens(of: text) where token.kind == .words {
                for part in token.parts where letters.contains(part.letterCount) && words[part.folded.text] == nil {
                    let bytes = text.utf8
                    let start = bytes.index(bytes.startIndex, offsetBy: part.range.lowerBound)
                    let end = bytes.index(start, offsetBy: part.range.count)
                    words[part.folded.text] = text[start..<end].lowercased()
                }
            }
        }
        return words
    }

    /// How a word is compared: without case and accents.
    package static func folded(_ word: String) -> String {
        var bytes: [UInt8] = []
        for scalar in word.unicodeScalars where !Folding.isLeftOut(scalar) { Folding.fold(scalar, into: &bytes) }
        return bytes.text
    }
}

extension [UInt8] {
    fileprivate var text: String { String(decoding: self, as: UTF8.self) }
}
