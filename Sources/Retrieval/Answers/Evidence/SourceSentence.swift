import DocumentModel
import TextAnalysis

/// The smallest piece of a passage that can be quoted: a sentence, a list item, a row of a table, a heading above it.
struct SourceSentence: Hashable, Sendable {
    let chunk: ChunkID
    let documentTitle: String
    /// As it stands in the chunk's text, or in the list of its headings.
    let quote: String
    /// UTF-8 byte offset in the chunk's text; `nil` for a heading.
    let start: Int?
    let regions: [Region]
    /// For readers: without marks of lists, rows of tables with the titles of their columns.
    let text: String
    /// Headings above it, and the sentence before: what it refers to.
    let context: String

    var page: Int { regions.first?.page ?? 1 }

    var citation: Citation {
        Citation(chunk: chunk, documentTitle: documentTitle, page: page, regions: regions, quote: quote)
    }
}

extension IndexedChunk {
    /// Characters of a quote: what runs on longer is cut at the end of a clause or word, because nobody reads it as one.
    private static let longestQuote = 600
    /// Letters that make words; less is an item's number or a stray mark.
    private static let fewestLetters = 3

    /// Headings above it whose places are known: some hold the fact themselves ("Invoice 2024-17").
    var headingSentences: [SourceSentence] {
        zip(chunk.headings, chunk.headingRegions).enumerated().compactMap { depth, heading -> SourceSentence? in
            let text = heading.0.trimmed
            guard Self.saysSomething(text), !heading.1.isEmpty else { return nil }
            return SourceSentence(
                chunk: id, documentTitle: documentTitle, quote: text, start: nil, regions: heading.1, text: text,
                context: chunk.headings.prefix(depth).joined(separator: " "))
        }
    }

    private static func saysSomething(_ text: String) -> Bool {
        text.unicodeScalars.count { $0.properties.isAlphabetic } >= fewestLetters || text.contains(where: \.isNumber)
    }

    /// All that can be quoted of its text, in order. What is repeated from the chunk before is left out when `skipsOverlap`.
    func sentences(language: String?, skipsOverlap: Bool = false) -> [SourceSentence] {
        let text = Array(chunk.text.utf8)
        let overlap = skipsOverlap ? chunk.text.prefix(chunk.overlapLength).utf8.count : 0
        let header = chunk.kind == .table ? TableRow.header(in: chunk.text) : nil
        var found: [SourceSentence] = []
        var before = ""
        for piece in pieces(language) where piece.range.lowerBound >= overlap && piece.range.upperBound <= text.count {
            let quote = String(decoding: text[piece.range], as: UTF8.self)
            guard Self.saysSomething(quote), !TableRow.isRule(quote), quote != header?.line else { continue }
            let shown = header.map { $0.text(ofRow: quote) } ?? quote.withoutListMarker
            let context = chunk.headings.joined(separator: " ") + (header == nil ? " " + before : "")
            found.append(
                SourceSentence(
                    chunk: id, documentTitle: documentTitle, quote: quote, start: piece.range.lowerBound, regions: piece.regions, text: shown,
                    context: context))
            before = shown
        }
        return found
    }

    /// Ranges of bytes of the chunk's text with their places.
    private func pieces(_ language: String?) -> [Chunk.Place] {
        let places = chunk.places.isEmpty ? lines() : chunk.places
        return places.flatMap { place -> [Chunk.Place] in
            let bytes = Array(chunk.text.utf8)
            guard place.range.lowerBound >= 0, place.range.upperBound <= bytes.count else { return [] }
            let text = String(decoding: bytes[place.range], as: UTF8.self)
            if chunk.kind == .table || text.hasPrefix("|") { return [place] }
            return Sentences.cut(text, language: language).flatMap { Self.bounded($0) }.map { sentence in
                let start = place.range.lowerBound + text.utf8.distance(from: text.startIndex, to: sentence.startIndex)
                return Chunk.Place(range: start..<start + sentence.utf8.count, regions: place.regions)
            }
        }
    }

    /// For chunks that know no places of their parts: every line, somewhere in the chunk.
    private func lines() -> [Chunk.Place] {
        chunk.text.split(separator: "\n").map { line in
            let start = chunk.text.utf8.distance(from: chunk.text.startIndex, to: line.startIndex)
            return Chunk.Place(range: start..<start + line.utf8.count, regions: chunk.regions)
        }
    }

    private static func bounded(_ sentence: Substring) -> [Substring] {
        guard sentence.count > longestQuote else { return [sentence] }
        var pieces: [Substring] = []
        var rest = sentence
        while rest.count > longestQuote {
            let window = rest.prefix(longestQuote)
            let end = window.lastIndex { ";\n".contains($0) } ?? window.lastIndex { $0 == " " } ?? window.endIndex
            let cut = end == window.startIndex ? window.endIndex : end
            pieces.append(rest[..<cut])
            rest = rest[cut...].drop { $0.isWhitespace || $0 == ";" }
        }
        if !rest.isEmpty { pieces.append(rest) }
        return pieces
    }
}

/// Rows of a table as Markdown.
struct TableRow {
    let line: String
    private let titles: [String]

    /// The titles of the columns; `nil` when the table begins with its rows.
    static func header(in text: String) -> TableRow? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: true)
        guard let rule = lines.firstIndex(where: { isRule(String($0)) }), rule > 0 else { return nil }
        let line = String(lines[rule - 1])
        return TableRow(line: line, titles: cells(line))
    }

    static func isRule(_ line: String) -> Bool {
        line.hasPrefix("|") && line.allSatisfy { "|-: ".contains($0) }
    }

    static func cells(_ line: String) -> [String] {
        var cells: [String] = []
        var cell = ""
        var isEscaped = false
        for character in line.drop(while: { $0 == " " }).dropFirst() {
            if character == "|", !isEscaped {
                cells.append(cell.trimmed)
                cell = ""
            } else if character != "\\" || isEscaped {
                cell.append(character)
            }
            isEscaped = character == "\\" && !isEscaped
        }
        return cells
    }

    /// "Article: 4711; Price: 12.50 EUR" of a row; the row itself when it is none.
    func text(ofRow row: String) -> String {
        guard row.hasPrefix("|") else { return row }
        let cells = Self.cells(row)
        var seen: Set<String> = []
        let named = cells.enumerated().compactMap { index, cell -> String? in
            let title = index < titles.count ? titles[index] : ""
            // A cell that spans columns stands in each of them.
            guard !cell.isEmpty, seen.insert("\(title)\u{0}\(cell)").inserted else { return nil }
            return title.isEmpty || title == cell ? cell : "\(title): \(cell)"
        }
        return named.joined(separator: "; ")
    }
}

extension String {
    /// Without spaces at both ends.
    var trimmed: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }

    /// "  - text" and "3. text" without what stands before the text.
    var withoutListMarker: String {
        let text = drop { $0 == " " }
        if text.hasPrefix("- ") || text.hasPrefix("• ") { return String(text.dropFirst(2)) }
        return String(text)
    }
}
