import DocumentModel
import Glibc
import Retrieval

/// Documents made on the spot: "# " begins a heading, "- " an item, "| " a row of a table; a line of its own is a paragraph.
enum Texts {
    static let lineHeight = 20.0

    /// Every paragraph is one line high, on pages of 30 lines, 5 points wide for each byte.
    static func document(_ lines: [String], title: String = "Sample") -> Document {
        var document = Document(info: DocumentInfo(pageCount: max(1, (lines.count + 29) / 30)))
        document.info.title = title
        for (index, line) in lines.enumerated() { document.blocks.append(block(line, index)) }
        return document
    }

    static func outline(_ lines: [String], title: String = "Sample") -> DocumentOutline { DocumentOutline(document(lines, title: title)) }

    private static func block(_ line: String, _ index: Int) -> Block {
        let (page, top) = (index / 30 + 1, Double(index % 30) * lineHeight)
        func span(_ text: String, left: Double = 0) -> Span {
            Span(text: text, page: page, rectangle: Rectangle(left: left, top: top, right: left + 5 * Double(text.utf8.count), bottom: top + 12))
        }
        func region(_ spans: [Span]) -> [Region] {
            Rectangle.around(spans.map(\.rectangle)).map { [Region(page: page, rectangle: $0)] } ?? []
        }
        if line.hasPrefix("# ") || line.hasPrefix("## ") {
            let level = line.prefix { $0 == "#" }.count
            let spans = [span(String(line.dropFirst(level + 1)))]
            return Block(id: index, kind: .heading, spans: spans, regions: region(spans), heading: HeadingEvidence(level: level, sources: [.tag]))
        }
        if line.hasPrefix("| ") {
            let cells = line.dropFirst(2).split(separator: "|").enumerated().map { column, text in
                TableCell(
                    row: 0, column: column, spans: [span(text.trimmed, left: 100 * Double(column))], page: page,
                    rectangle: Rectangle(left: 100 * Double(column), top: top, right: 100 * Double(column + 1), bottom: top + 12))
            }
            let table = Table(rowCount: 1, columnCount: cells.count, cells: cells, headerRowCount: 0, method: .ruled)
            return Block(
                id: index, kind: .table, regions: [Region(page: page, rectangle: Rectangle(left: 0, top: top, right: 300, bottom: top + 12))],
                table: table)
        }
        let isItem = line.hasPrefix("- ")
        let spans = [span(isItem ? String(line.dropFirst(2)) : line)]
        return Block(id: index, kind: isItem ? .listItem : .paragraph, spans: spans, regions: region(spans))
    }

    /// Sentences that differ from each other, always the same ones.
    static func prose(_ count: Int, seed: UInt64 = 7) -> [String] {
        var random = LinearRandom(seed: seed)
        let nouns = ["river", "contract", "valve", "committee", "engine", "harvest", "library", "signal", "market", "window", "garden", "theory"]
        let verbs = ["describes", "replaces", "measures", "follows", "requires", "protects", "supplies", "explains"]
        return (0..<count).map { number in
            let words = (0..<12).map { _ in nouns[random.next(nouns.count)] + "\(random.next(90))" }
            return "Clause \(number) \(verbs[random.next(verbs.count)]) \(words.joined(separator: " and the "))."
        }
    }
}

/// The same numbers every time.
struct LinearRandom {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % limit
    }
}

/// Processor time of this thread: what others do at the same time does not count.
enum ThreadTime {
    static func seconds(_ work: () throws -> Void) rethrows -> Double {
        let begin = now()
        try work()
        return now() - begin
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

extension Substring {
    var trimmed: String {
        split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
