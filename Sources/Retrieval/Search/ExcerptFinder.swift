package import DocumentModel
import TextAnalysis

/// Finds the passage of a chunk that a query is about, and the words in it.
package struct ExcerptFinder {
    /// UTF-8 bytes that a passage has at most, about: three lines of a list of hits.
    private static let length = 320
    /// Ranges lit at most: a passage that is lit all over shows nothing.
    private static let mostHighlights = 64

    private let words: [String]

    /// - Parameter words: words and phrases that are looked for.
    package init(words: [String]) {
        self.words = words
    }

    /// The sentences with most of the words, one behind the other; the beginning of the text when it has none.
    /// - Parameter language: of the text, BCP 47.
    package func excerpt(of text: String, language: String?) -> Excerpt {
        let sentences = Sentences.cut(text, language: language)
        guard !sentences.isEmpty else { return Excerpt(text: "") }
        let analysis = SearchTerms(language: language)
        let wanted = wantedTerms(analysis, language)
        let found = sentences.map { Set(analysis.terms(of: String($0))).intersection(wanted.keys) }
        let window = bestWindow(sentences, found, wanted)
        let passage = String(text[sentences[window.lowerBound].startIndex..<sentences[window.upperBound - 1].endIndex])
        let shown = Self.shortened(passage, around: Self.places(in: passage, analysis, wanted).first)
        return Excerpt(text: shown, highlights: Array(Self.places(in: shown, analysis, wanted).prefix(Self.mostHighlights)))
    }

    /// Places of the words in the text, ascending, not overlapping.
    package func highlights(in text: String, language: String?) -> [Range<Int>] {
        let analysis = SearchTerms(language: language)
        return Self.places(in: text, analysis, wantedTerms(analysis, language))
    }

    /// Terms by how much they say; words of any text count when there are no others.
    private func wantedTerms(_ analysis: SearchTerms, _ language: String?) -> [String: Double] {
        let telling = words.filter { $0.contains(" ") || !CommonWords.contains($0, language: language) }
        var wanted: [String: Double] = [:]
        for word in telling.isEmpty ? words : telling {
            for term in analysis.terms(of: word) { wanted[term] = 1 }
        }
        return wanted
    }

    /// Sentences that together have the most of the words within the length.
    private func bestWindow(_ sentences: [Substring], _ found: [Set<String>], _ wanted: [String: Double]) -> Range<Int> {
        var best = (window: 0..<1, value: -1.0)
        for start in sentences.indices {
            var (length, end) = (0, start)
            var seen: Set<String> = []
            while end < sentences.count, end == start || length + sentences[end].utf8.count <= Self.length {
                length += sentences[end].utf8.count
                seen.formUnion(found[end])
                end += 1
                // Of equal ones the shortest, and the first.
                let value = seen.reduce(0) { $0 + (wanted[$1] ?? 0) } - Double(end - start - 1) * 0.01
                if value > best.value { best = (start..<end, value) }
            }
        }
        return grown(best.window, sentences)
    }

    /// With the sentences that follow, as long as there is room.
    private func grown(_ window: Range<Int>, _ sentences: [Substring]) -> Range<Int> {
        var window = window
        var length = sentences[window].reduce(0) { $0 + $1.utf8.count }
        while window.upperBound < sentences.count, length + sentences[window.upperBound].utf8.count <= Self.length {
            length += sentences[window.upperBound].utf8.count
            window = window.lowerBound..<(window.upperBound + 1)
        }
        return window
    }

    private static func places(in text: String, _ analysis: SearchTerms, _ wanted: [String: Double]) -> [Range<Int>] {
        var places: [Range<Int>] = []
        for occurrence in analysis.occurrences(in: text) where wanted[occurrence.term] != nil {
            if let last = places.last, occurrence.range.lowerBound < last.upperBound {
                places[places.count - 1] = last.lowerBound..<max(last.upperBound, occurrence.range.upperBound)
            } else {
                places.append(occurrence.range)
            }
        }
        return places
    }

    /// A sentence that is longer than a passage is cut around what is lit, between words where there is space.
    private static func shortened(_ text: String, around place: Range<Int>?) -> String {
        let bytes = Array(text.utf8)
        guard bytes.count > length * 2 else { return text }
        let start = boundary(bytes, near: max(0, (place?.lowerBound ?? 0) - length / 2))
        let end = boundary(bytes, near: min(bytes.count, start + length))
        let middle = String(decoding: bytes[start..<end], as: UTF8.self)
        return (start > 0 ? "… " : "") + middle + (end < bytes.count ? " …" : "")
    }

    /// Longest word that is not cut.
    private static let longestWord = 40

    /// Before the place: behind a space, or between two letters when no space is near.
    private static func boundary(_ bytes: [UInt8], near place: Int) -> Int {
        guard place > 0, place < bytes.count else { return place }
        if let space = (max(0, place - longestWord)..<place).last(where: { bytes[$0] == UInt8(ascii: " ") }) { return space + 1 }
        return (0...place).last { bytes[$0] & 0xC0 != 0x80 } ?? 0
    }
}
