import DocumentModel
import Foundation
import Rendering
import Testing

@Suite("Random documents full of characters that mean something in Markdown")
struct RandomDocumentTests {
    @Test("every range decodes to the text it was made from", arguments: 0..<40 as Range<UInt64>)
    func decoding(_ seed: UInt64) {
        let document = RandomDocument(seed: seed).make()
        let rendered = MarkdownRenderer().render(document)
        let bytes = Array(rendered.text.utf8)
        var texts: [Int: String] = [:]
        var end = 0
        for range in rendered.provenance {
            #expect(range.start >= end && range.end > range.start)
            end = range.end
            texts[range.block, default: ""] += decoded(String(decoding: bytes[range.start..<range.end], as: UTF8.self), range.notation)
        }
        for block in document.blocks {
            let marker = block.list.map { $0.isOrdered ? $0.marker : "" } ?? ""
            let cells = block.table?.cells.flatMap(\.spans).text ?? ""
            #expect(squashed(texts[block.id] ?? "") == squashed(marker + block.text + cells), "block \(block.id), seed \(seed)")
        }
    }

    @Test("JSON brings every document back", arguments: 0..<40 as Range<UInt64>)
    func json(_ seed: UInt64) throws {
        let document = RandomDocument(seed: seed).make()
        #expect(try JSONRenderer().document(from: JSONRenderer().render(document)) == document)
    }

    /// For `scripts/check-renderings`, which asks an independent parser: RENDERINGS_FOLDER=out swift test --filter RandomDocument
    @Test("documents are written out for other parsers", .enabled(if: ProcessInfo.processInfo.environment["RENDERINGS_FOLDER"] != nil))
    func export() throws {
        let folder = URL(filePath: ProcessInfo.processInfo.environment["RENDERINGS_FOLDER"] ?? "")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for seed in 0..<200 as Range<UInt64> {
            let document = RandomDocument(seed: seed).make()
            let rendered = MarkdownRenderer().render(document)
            try rendered.text.write(to: folder.appending(path: "\(seed).md"), atomically: false, encoding: .utf8)
            try JSONRenderer().render(document).write(to: folder.appending(path: "\(seed).json"), atomically: false, encoding: .utf8)
            try JSONRenderer().provenance(of: rendered).write(
                to: folder.appending(path: "\(seed).provenance.json"), atomically: false, encoding: .utf8)
        }
    }

    private func decoded(_ text: String, _ notation: ProvenanceRange.Notation) -> String {
        switch notation {
        case .verbatim: text
        case .markdown: text.replacing(/\\([!-\/:-@\[-`{-~])/) { $0.output.1 }
        case .html: text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
        }
    }

    private func squashed(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { !$0.properties.isWhitespace }))
    }
}

/// A document made from a seed: always the same for the same seed.
private struct RandomDocument {
    private var state: UInt64

    private static let atoms = [
        "*", "**", "_", "__", "`", "``", "a", "b", "word", " ", " ", " ", "1.", "12)", "-", "+", "#", "##", ">", "[", "]", "(", ")", "<",
        "<b>", "</i>", "&amp;", "&#35;", "&", "!", "\\", "|", "~", "~~", "字", "「", "」", "…", "é", "\u{A0}", "$", "=", "===", "---", ":",
        "\"", "€", "2023", "x_y", "[^1]", "[x]", "](u)", "^",
    ]

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    private mutating func next(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(limit))
    }

    func make() -> Document {
        var random = self
        let blocks = (0..<20).map { random.block(id: $0) }
        return .of(blocks)
    }

    private mutating func block(id: Int) -> Block {
        switch next(8) {
        case 0: return .heading(1 + next(6), spans(), id: id)
        case 1: return item(["1.", "2.", "3)", "(a)", "iv."][next(5)], ordered: true, id: id)
        case 2: return item(["•", "-", "o"][next(3)], ordered: false, id: id)
        case 3: return table(id: id)
        case 4: return .of(.code, [.plain(text(8) + "\n"), .plain("x", line: 1)], id: id)
        default: return .of(.paragraph, spans(), id: id)
        }
    }

    private mutating func item(_ marker: String, ordered: Bool, id: Int) -> Block {
        var block = Block.item(marker, "", depth: next(3), ordered: ordered, id: id)
        block.spans = spans()
        return block
    }

    private mutating func table(id: Int) -> Block {
        var block = Block.table([["", ""], ["", ""]], headerRows: next(2), id: id)
        for index in 0..<4 { block.table?.cells[index].spans = spans() }
        return block
    }

    private mutating func spans() -> [Span] {
        (0...next(5)).map { line in
            let style = next(2) == 0 ? [] : Span.Style(rawValue: UInt8(next(128)))
            let link = next(6) == 0 ? "https://example.org/(a)?b=\(next(3))" : nil
            return .plain(text(1 + next(6)), style, link: link, line: line / 2)
        }
    }

    private mutating func text(_ count: Int) -> String {
        (0..<count).reduce(into: "") { text, _ in text += Self.atoms[next(Self.atoms.count)] }
    }
}
