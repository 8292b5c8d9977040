import DocumentModel
import Testing

@testable import Chunking

@Suite("Cutting documents into chunks")
struct DocumentChunkerTests {
    private static let place = Rectangle(left: 10, top: 10, right: 100, bottom: 20)
    private static let sentence = "This sentence has a certain length that is known to the test. "

    private func block(_ id: Int, _ kind: Block.Kind, _ text: String, page: Int = 1, level: Int? = nil, belongsTo: Int? = nil) -> Block {
        Block(
            id: id, kind: kind, spans: [Span(text: text, page: page, rectangle: Self.place)], regions: [Region(page: page, rectangle: Self.place)],
            heading: level.map { HeadingEvidence(level: $0, sources: [.tag]) }, belongsTo: belongsTo)
    }

    private func chunks(_ blocks: [Block], _ options: ChunkOptions = ChunkOptions()) -> [Chunk] {
        DocumentChunker(options, language: "en").chunks(of: Document(info: DocumentInfo(pageCount: 2), blocks: blocks))
    }

    private func paragraph(_ sentences: Int) -> String { String(repeating: Self.sentence, count: sentences) }

    @Test("a short document is one chunk with its headings and places")
    func short() throws {
        let found = chunks([
            block(0, .heading, "Title", level: 1), block(1, .heading, "Part", level: 2), block(2, .paragraph, "Hello world.", page: 2),
        ])
        #expect(found.count == 1)
        let chunk = try #require(found.first)
        #expect(chunk.headings == ["Title", "Part"])
        #expect(chunk.text == "Hello world.")
        #expect(chunk.page == 2 && chunk.blocks == [2])
        #expect(chunk.regions == [Region(page: 2, rectangle: Self.place)])
    }

    @Test("headings have their places; one that nothing stands under is text, and can be found")
    func headings() throws {
        let found = chunks([
            block(0, .heading, "Invoice 2024-17", level: 1), block(1, .heading, "Acme", page: 2, level: 1),
            block(2, .heading, "Terms", page: 2, level: 2), block(3, .paragraph, paragraph(1)),
        ])
        let chunk = try #require(found.first)
        #expect(found.count == 1 && chunk.text.contains("Invoice 2024-17") && chunk.text.contains("This sentence"))
        #expect(chunk.headings == ["Acme", "Terms"])
        #expect(chunk.headingRegions == [[Region(page: 2, rectangle: Self.place)], [Region(page: 2, rectangle: Self.place)]])
        #expect(chunks([block(0, .heading, "Alone", level: 1)]).map(\.text) == ["Alone"])
        #expect(chunks([block(0, .paragraph, paragraph(1)), block(1, .heading, "Last", level: 1)]).map(\.text).joined().contains("Last"))
    }

    @Test("what is repeated, and what is too short to stand alone, follow the size of chunks")
    func proportions() {
        #expect(ChunkOptions() == ChunkOptions(targetTokens: 350, overlapTokens: 70, leastTokens: 80))
        #expect(ChunkOptions(targetTokens: 150) == ChunkOptions(targetTokens: 150, overlapTokens: 30, leastTokens: 34))
        #expect(ChunkOptions(targetTokens: 150, overlapTokens: 0).overlapTokens == 0)
        let found = chunks([block(0, .paragraph, paragraph(40))], ChunkOptions(targetTokens: 100))
        #expect(found.count > 5 && found.dropFirst().allSatisfy { $0.overlapLength == Self.sentence.count - 1 })
    }

    @Test("text without a letter or a figure makes no chunk, and does not go into the next one")
    func nothingSaid() {
        let found = chunks([
            block(0, .heading, "Climate", level: 1), block(1, .paragraph, ". ."), block(2, .code, "###"), block(3, .heading, "Part", level: 1),
            block(4, .paragraph, "42"),
        ])
        #expect(found.map(\.text).last?.hasSuffix("42") == true && found.count == 1)
        #expect(found.map(\.index) == [0])
        #expect(chunks([block(0, .paragraph, "– –")]).isEmpty)
    }

    @Test("chunks keep near their size, break at sentences, and overlap within a section")
    func sizes() {
        let options = ChunkOptions(targetTokens: 100, overlapTokens: 20, leastTokens: 20)
        let found = chunks([block(0, .paragraph, paragraph(40))], options)
        #expect(found.count > 5)
        for chunk in found {
            #expect(chunk.tokenCount <= 110)
            #expect(chunk.text.hasSuffix("test."))
        }
        for (before, behind) in zip(found, found.dropFirst()) {
            #expect(behind.overlapLength > 0)
            #expect(before.text.hasSuffix(behind.text.prefix(behind.overlapLength)))
            #expect(behind.index == before.index + 1)
        }
    }

    @Test("text without ends of sentences is cut between words, and between letters where there are none")
    func longSentences() {
        let options = ChunkOptions(targetTokens: 50, overlapTokens: 10, leastTokens: 10)
        let words = (0..<300).map { "word\($0)" }
        let found = chunks([block(0, .paragraph, words.joined(separator: " "))], options)
        #expect(found.count > 8)
        #expect(found.allSatisfy { $0.tokenCount <= 60 })
        let text = found.map { String($0.text.dropFirst($0.overlapLength)) }.joined(separator: " ")
        #expect(text.split { $0 == " " || $0 == "\n" }.map(String.init) == words)
        let signs = String(repeating: "\u{6F22}", count: 260)
        let chinese = chunks([block(0, .paragraph, signs)], options)
        #expect(chinese.count >= 5)
        #expect(chinese.allSatisfy { $0.tokenCount <= 60 })
    }

    @Test("nothing of the text is lost or invented")
    func completeness() {
        let options = ChunkOptions(targetTokens: 60, overlapTokens: 20, leastTokens: 10)
        let blocks = (0..<12).map { block($0, .paragraph, "Number \($0). " + paragraph($0 % 4)) }
        let found = chunks(blocks, options)
        let text = found.map { String($0.text.dropFirst($0.overlapLength)) }.joined(separator: " ")
        let words = { (text: String) in text.split { $0 == " " || $0 == "\n" }.map(String.init) }
        #expect(words(text) == words(blocks.map { $0.spans.text }.joined(separator: " ")))
    }

    @Test("a chunk does not run from one long section into the next; a stub of a section joins what follows")
    func sections() {
        let long = chunks([
            block(0, .heading, "A", level: 1), block(1, .paragraph, paragraph(8)), block(2, .heading, "B", level: 1),
            block(3, .paragraph, paragraph(8)),
        ])
        #expect(long.map(\.headings) == [["A"], ["B"]])
        let stub = chunks([
            block(0, .heading, "A", level: 1), block(1, .paragraph, "Short."), block(2, .heading, "B", level: 1), block(3, .paragraph, "Also."),
        ])
        #expect(stub.count == 1)
        #expect(stub.first?.text == "Short.\n\nB\n\nAlso.")
    }

    @Test("a table is a chunk of its own with its caption; split, it repeats its header")
    func tables() throws {
        let cells = (0..<30).flatMap { row in
            (0..<2).map { column in
                TableCell(
                    row: row, column: column,
                    spans: [Span(text: row == 0 ? "Head \(column)" : "Cell \(row) \(column) of the table", page: 1, rectangle: Self.place)],
                    isHeader: row == 0, page: 1, rectangle: Self.place)
            }
        }
        var table = block(1, .table, "")
        table.table = Table(rowCount: 30, columnCount: 2, cells: cells, headerRowCount: 1, method: .ruled)
        let found = chunks(
            [block(0, .paragraph, paragraph(6)), table, block(2, .caption, "Table 1: cells", belongsTo: 1), block(3, .paragraph, paragraph(6))],
            ChunkOptions(targetTokens: 120))
        let tables = found.filter { $0.kind == .table }
        #expect(tables.count > 1)
        #expect(tables.first?.text.hasPrefix("Table 1: cells\n| Head 0 | Head 1 |\n|---|---|\n| Cell 1 0") == true)
        #expect(tables.dropFirst().allSatisfy { $0.text.hasPrefix("| Head 0 | Head 1 |\n|---|---|\n| Cell") })
        #expect(tables.map(\.text).joined().contains("Cell 29 1"))
        #expect(found.filter { $0.kind == .text }.allSatisfy { !$0.text.contains("Cell") })
    }

    @Test("figures without text make no chunk; code is cut at lines only")
    func others() {
        var figure = block(0, .figure, "")
        figure.figure = Figure(imageIndex: 0)
        #expect(chunks([figure]).isEmpty)
        let code = (0..<40).map { "let value\($0) = compute(\($0))" }.joined(separator: "\n")
        let found = chunks([block(1, .code, code)], ChunkOptions(targetTokens: 60))
        #expect(found.count > 2 && found.allSatisfy { $0.kind == .code && $0.text.hasPrefix("let value") && $0.text.hasSuffix(")") })
    }

    @Test("signs of Chinese count one token each")
    func tokens() {
        #expect(TokenEstimate.count("four letters") == 3)
        #expect(TokenEstimate.count("你好世界") == 4)
        #expect(TokenEstimate.count("") == 0)
    }
}
