import Foundation
import TextAnalysis

/// What a language model wrote, taken apart: sentences with the numbers of the excerpts that each names.
struct WrittenAnswer: Sendable {
    struct Sentence: Hashable, Sendable {
        var text: String
        /// Numbers of excerpts.
        var cited: [Int]
    }

    let sentences: [Sentence]
    /// It says that the excerpts hold no answer, and nothing else.
    let saysNothingFound: Bool

    /// Sentences of an answer that are looked at; models that repeat themselves write without end.
    private static let mostSentences = 60

    init(_ text: String, language: String?) {
        let cleaned = OutputFilter.cleaned(text)
        saysNothingFound = Self.isRefusal(cleaned)
        var sentences: [Sentence] = []
        for line in cleaned.split(whereSeparator: \.isNewline) {
            for piece in Self.cut(String(line), language: language) {
                let (plain, numbers) = Self.withoutNumbers(piece)
                if plain.contains(where: { $0.isLetter || $0.isNumber }) {
                    sentences.append(Sentence(text: plain, cited: numbers))
                } else if !numbers.isEmpty, !sentences.isEmpty {
                    // "... EUR. [1]": the number behind the point belongs to the sentence before it.
                    sentences[sentences.count - 1].cited += numbers.filter { !sentences[sentences.count - 1].cited.contains($0) }
                }
            }
        }
        self.sentences = Array(sentences.prefix(Self.mostSentences))
    }

    /// "One [1]. Two. [2] Three": numbers at the beginning of a sentence belong to the one before.
    private static func cut(_ line: String, language: String?) -> [String] {
        var pieces: [String] = []
        for sentence in Sentences.cut(line, language: language) {
            var rest = sentence
            while let match = rest.prefixMatch(of: leadingNumbers), !pieces.isEmpty {
                pieces.append(String(match.output))
                rest = rest[match.range.upperBound...].drop { $0 == " " }
            }
            if !rest.isEmpty { pieces.append(String(rest)) }
        }
        return pieces
    }

    // Safe because a regular expression is never changed after it is made; the type is not marked so.
    nonisolated(unsafe) private static let leadingNumbers = /\[\s*\d{1,3}(?:\s*[,;]\s*\d{1,3})*\s*\]/
    nonisolated(unsafe) private static let anyNumbers = /\s*\[\s*(?:\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\s*\]/

    private static func withoutNumbers(_ text: String) -> (String, [Int]) {
        var numbers: [Int] = []
        for match in text.matches(of: anyNumbers) {
            for digits in match.output.split(whereSeparator: { !$0.isNumber }) {
                if let number = Int(digits), !numbers.contains(number) { numbers.append(number) }
            }
        }
        return (text.replacing(anyNumbers, with: "").trimmed, numbers)
    }

    /// The agreed words, or how models say it all the same.
    private static func isRefusal(_ text: String) -> Bool {
        if text.contains(AnswerPrompt.nothingFound) { return true }
        let folded = text.lowercased()
        guard folded.count < 220 else { return false }
        return [
            "not in these documents", "not in the documents", "not_in_document", "excerpts do not contain", "excerpts do not provide",
            "excerpts do not mention", "excerpts don't", "no information about", "not mentioned in the excerpts", "not provided in the excerpts",
            "steht nicht in den", "keine informationen",
        ].contains { folded.contains($0) }
    }
}

/// What of a model's text is not passed on: pictures and links (whoever opens the answer would tell their host of it), and our own marks.
struct OutputFilter: Sendable {
    private var held = ""
    /// Characters that are held back at most, waiting for the end of a link.
    private static let mostHeld = 600

    /// The whole text, cleaned.
    static func cleaned(_ text: String) -> String {
        var filter = OutputFilter()
        return filter.take(text) + filter.finish()
    }

    /// What may be shown of the next piece and of what was held back.
    mutating func take(_ piece: String) -> String {
        held += piece
        var shown = ""
        while let start = held.firstIndex(where: { $0 == "[" || $0 == "!" || $0 == "<" }) {
            shown += held[..<start]
            held = String(held[start...])
            guard let end = Self.endOfMark(held) else {
                if held.count <= Self.mostHeld { return shown }
                shown += String(held.removeFirst())
                continue
            }
            shown += Self.replacement(for: String(held[..<end]))
            held = String(held[end...])
        }
        defer { held = "" }
        return shown + held
    }

    /// What is still held back when the text has ended.
    mutating func finish() -> String {
        defer { held = "" }
        // A link that never ended.
        if held.hasPrefix("!["), held.contains("](") || held.hasPrefix("<<<") { return "" }
        return held
    }

    /// Behind what may be a link, a picture or a mark at the beginning of the text; `nil` when more has to come to tell.
    private static func endOfMark(_ text: String) -> String.Index? {
        if text.hasPrefix("<") { return endOfTag(text) }
        var index = text.startIndex
        if text[index] == "!" {
            index = text.index(after: index)
            guard index < text.endIndex else { return nil }
            if text[index] != "[" { return index }
        }
        guard let close = text[index...].firstIndex(of: "]") else { return text[index...].contains("\n") ? text.index(after: index) : nil }
        let behind = text.index(after: close)
        guard behind < text.endIndex else { return nil }
        guard text[behind] == "(" else { return behind }
        return text[behind...].firstIndex(of: ")").map { text.index(after: $0) }
    }

    private static func endOfTag(_ text: String) -> String.Index? {
        let second = text.index(after: text.startIndex)
        guard second < text.endIndex else { return nil }
        if text[second].isWhitespace || text[second].isNumber || text[second] == "=" { return second }
        if let close = text.firstIndex(of: ">") {
            return text[close...].firstIndex { $0 != ">" } ?? text.endIndex
        }
        return text.contains("\n") ? second : nil
    }

    private static func replacement(for mark: String) -> String {
        if mark.hasPrefix("<<<") || mark.hasPrefix("</") { return "" }
        if mark.hasPrefix("<") { return mark.count > 1 && mark.hasSuffix(">") ? "" : mark }
        guard let label = mark.firstIndex(of: "["), let close = mark.firstIndex(of: "]"), mark.hasSuffix(")") else { return mark }
        return mark.hasPrefix("!") ? "" : String(mark[mark.index(after: label)..<close])
    }
}
