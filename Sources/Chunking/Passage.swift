import DocumentModel
import TextAnalysis

/// The smallest piece that chunks are put together from: a sentence, a list item, a row of a table.
struct Passage {
    var text: String
    var regions: [Region]
    var block: Int
    /// Stands before it when it is not the first: a space within a paragraph, a line end elsewhere.
    var separator: String

    var tokens: Int { TokenEstimate.count(text) }
}

extension Passage {
    /// Itself, or parts of about the same length, cut between words: what has no ends of sentences (lists without points, tables that nobody
    /// recognised, legal text) would make chunks of several times their size. All parts keep the place of the whole.
    func pieces(ofAtMost limit: Int) -> [Passage] {
        let count = limit > 0 ? (tokens + limit - 1) / limit : 1
        guard count > 1 else { return [self] }
        let length = text.unicodeScalars.count / count + 1
        var pieces: [Passage] = []
        var rest = text[...]
        while !rest.isEmpty {
            let part = Self.beginning(of: rest, scalars: length)
            pieces.append(
                Passage(text: String(part), regions: regions, block: block, separator: pieces.isEmpty ? separator : " "))
            rest = rest[part.endIndex...].drop { $0.isWhitespace }
        }
        return pieces
    }

    /// Up to the last space within the length; as long as that where there is none, as in Chinese.
    private static func beginning(of text: Substring, scalars length: Int) -> Substring {
        let scalars = text.unicodeScalars
        guard let end = scalars.index(scalars.startIndex, offsetBy: length, limitedBy: scalars.endIndex), end < scalars.endIndex else { return text }
        let head = text[..<end]
        guard let space = head.lastIndex(where: { $0.isWhitespace }), space > head.startIndex else { return head }
        return head[..<space]
    }
}

extension Block {
    /// The block's text as sentences with their places.
    func sentences(language: String?) -> [Passage] {
        let text = spans.text
        return Sentences.cut(text, language: language).enumerated().map { index, sentence in
            Passage(
                text: String(sentence), regions: regions(of: sentence.startIndex..<sentence.endIndex, in: text), block: id,
                separator: index == 0 ? "\n\n" : " ")
        }
    }

    /// All of the block as one piece.
    func whole(_ text: String, separator: String = "\n\n") -> Passage {
        Passage(text: text, regions: regions, block: id, separator: separator)
    }

    /// Rectangles around the spans that the range touches, one for each page; the block's own when its spans do not tell.
    private func regions(of range: Range<String.Index>, in text: String) -> [Region] {
        var found: [Region] = []
        var start = text.startIndex
        for span in spans {
            let end = text.utf8.index(start, offsetBy: span.text.utf8.count)
            if start < range.upperBound, end > range.lowerBound { found.add(Region(page: span.page, rectangle: span.rectangle)) }
            start = end
        }
        return found.isEmpty ? regions : found
    }
}

extension [Region] {
    /// Widens the last rectangle when it is on the same page, else adds another.
    mutating func add(_ region: Region) {
        if let last, last.page == region.page {
            self[count - 1].rectangle = last.rectangle.union(region.rectangle)
        } else {
            append(region)
        }
    }
}
