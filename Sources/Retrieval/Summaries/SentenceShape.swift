import DocumentModel
import TextAnalysis

/// Whether a sentence can stand by itself, as far as its form tells.
struct SentenceShape: Sendable {
    /// Words of a sentence that can stand alone, and those beyond which it is a list or a broken table.
    static let wordRange = 6...60
    /// Share of letters among the characters that are no spaces: below are formulas, codes and rows of figures.
    private static let leastLetters = 0.65
    /// Share of a sentence's letters that are of the documents' alphabet: others are quotations, or were never translated.
    private static let leastOfAlphabet = 0.5
    /// Words from which on a passage without an end is cut prose and no item or label.
    private static let wordsOfProse = 8

    /// That most letters of the documents are of; `nil` for text without letters.
    private let alphabet: Alphabet?

    init(_ documents: [DocumentOutline]) {
        var counts: [Alphabet: Int] = [:]
        for passage in documents.flatMap(\.passages) where passage.kind == .paragraph {
            for scalar in passage.text.unicodeScalars { if let alphabet = Alphabet(scalar) { counts[alphabet, default: 0] += 1 } }
        }
        alphabet = counts.max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }?.key
    }

    /// Whether it begins and ends as sentences do, closes what it opens, and is mostly made of letters of the documents' alphabet.
    func isWhole(_ sentence: String) -> Bool {
        guard let first = sentence.unicodeScalars.first(where: { $0.properties.isAlphabetic || $0.properties.numericType != nil }),
            !first.properties.isLowercase, let last = sentence.last(where: { !"\"”»“)]’'".contains($0) }), ".!?。！？".contains(last)
        else { return false }
        let signs = sentence.unicodeScalars.count { !$0.properties.isWhitespace }
        let letters = sentence.unicodeScalars.count { $0.properties.isAlphabetic }
        // Dots that lead the eye to a page number make no sentence.
        guard Double(letters) >= Self.leastLetters * Double(signs), !sentence.contains("....") else { return false }
        let own = sentence.unicodeScalars.count { Alphabet($0) == alphabet }
        return Self.isClosed(sentence) && Double(own) >= Self.leastOfAlphabet * Double(letters)
    }

    private static func isClosed(_ sentence: String) -> Bool {
        for (open, close) in [("(", ")"), ("[", "]"), ("“", "”"), ("«", "»")] as [(Character, Character)] {
            let (opened, closed) = (sentence.count { $0 == open }, sentence.count { $0 == close })
            // German and Polish close with what English opens with, and some texts close with what they open with.
            if open == "“" ? opened > 0 && closed > 0 && opened != closed : opened != closed { return false }
        }
        return true
    }

    /// Whether the passage is running text whose end is missing: what follows it begins in the middle of a sentence.
    func isBroken(_ passage: DocumentPassage) -> Bool {
        guard passage.kind == .paragraph, let last = passage.text.last(where: { !$0.isWhitespace && !"\"”»“)]’'".contains($0) }) else { return false }
        return !".!?:;。！？：；".contains(last) && WordToken.cut(passage.text).count { !$0.isSign } >= Self.wordsOfProse
    }

    /// Whether the title of the section runs into it: "Results We found …".
    func beginsWithHeading(_ sentence: Substring, _ title: String) -> Bool {
        guard title.contains(where: \.isLetter), sentence.hasPrefix(title + " ") else { return false }
        return sentence.dropFirst(title.count + 1).first?.isUppercase == true
    }

    /// Without numbers in brackets: "sand.[2]".
    static func withoutNotes(_ text: String) -> String {
        text.contains("[") ? text.replacing(/\s*\[\d{1,3}\]/, with: "") : text
    }

    // MARK: What it leans on

    static func isPointer(_ tokens: [WordToken]) -> Bool {
        let words = tokens.map { $0.text.lowercased() }
        let namesPart = zip(words, words.dropFirst()).contains { word, next in
            next.utf8.first.map { (0x30...0x39).contains($0) } == true && SentenceWords.numberedParts.contains(word)
        }
        if namesPart
            || words.contains(where: { $0.hasPrefix("www.") || $0 == "http" || $0 == "https" || $0.hasPrefix("http:") || $0.hasPrefix("https:") })
        {
            return true
        }
        let text = words.joined(separator: " ")
        return SentenceWords.directions.contains { text.contains($0) } || words.first.map(SentenceWords.directingVerbs.contains) == true
    }

    /// Whether it begins with what only the sentence before explains.
    static func leansBack(_ tokens: [WordToken]) -> Bool {
        let words = tokens.prefix(3).map { $0.text.lowercased() }
        guard let first = words.first else { return false }
        if words.count > 1, SentenceWords.selfReferences.contains(words[1]) { return false }
        if SentenceWords.references.contains(first) { return true }
        return SentenceWords.connections.contains { words.joined(separator: " ").hasPrefix($0 + " ") || words.prefix(2).joined(separator: " ") == $0 }
    }
}

/// Alphabets that a sentence is of, as far as they tell languages apart.
private enum Alphabet: String {
    case latin, greek, cyrillic, hebrew, arabic, eastAsian, other

    init?(_ scalar: Unicode.Scalar) {
        guard scalar.properties.isAlphabetic else { return nil }
        switch scalar.value {
        case 0x41...0x24F, 0x1E00...0x1EFF: self = .latin
        case 0x370...0x3FF, 0x1F00...0x1FFF: self = .greek
        case 0x400...0x52F: self = .cyrillic
        case 0x590...0x5FF: self = .hebrew
        case 0x600...0x6FF, 0x750...0x77F: self = .arabic
        case 0x1100...0x11FF, 0x3040...0x30FF, 0x3400...0x9FFF, 0xAC00...0xD7AF: self = .eastAsian
        default: self = .other
        }
    }
}
