import ArgumentParser
import DocumentModel
import Ingestion
import PDFReading

struct PageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "page",
        abstract: "Draw a page as a picture (PNG), with what was recognised on it when asked.",
        discussion: """
            With --blocks, every block has an outline and a number in reading order: headings red, paragraphs blue, list items teal, \
            tables green with their cells, figures purple, captions pink, footnotes brown, code dark grey, running heads and feet \
            light grey, form fields and comments orange, hidden text magenta.
            """)

    @Argument(help: ArgumentHelp("A PDF file, or - for standard input.", valueName: "file"))
    var input: String

    @Argument(help: ArgumentHelp("Page number; -1 is the last.", valueName: "n"))
    var page: Int

    @Option(name: [.customShort("o"), .customLong("output")], help: ArgumentHelp("PNG file to write.", valueName: "png"))
    var output: String

    @Flag(help: "Draw the recognised blocks, their order and the cells of tables over the page.")
    var blocks = false

    @Option(help: "Pixels per inch.")
    var dpi = 110.0

    @OptionGroup var recognition: RecognitionOptions

    @OptionGroup var reading: ReadingOptions

    /// Below, nothing can be recognised; above, a page of ordinary size passes the limit on pixels.
    private static let dpiRange = 10.0...1200.0

    func validate() throws {
        guard Self.dpiRange.contains(dpi) else { throw ValidationError("--dpi must be between 10 and 1200") }
        guard page != 0 else { throw ValidationError("pages count from 1; -1 is the last") }
    }

    func run() async throws {
        try await OpenRoom.with(reading, recognition: blocks ? recognition : nil, jobs: blocks ? Terminal.coreCount : 1) { room in
            let source = try InputFile.single(input).open(limitBytes: reading.limits.fileSizeBytes)
            let password = try reading.password()
            let (number, picture) = try await picture(of: source, password, room.extractor)
            guard blocks else { return try OutputFolder.write(PNGEncoder.encode(picture), to: output) }
            // Headings, lists and running heads are told by the whole document, so all of it is read.
            let document = try await room.extractor.extract(source, password: password, recognition: recognition.choice)
            let drawn = BlockOverlay(document: document, page: number).drawn(on: picture)
            try OutputFolder.write(PNGEncoder.encode(drawn), to: output)
        }
    }

    private func picture(of source: SourceFile, _ password: String?, _ extractor: Extractor) async throws(Refusal) -> (Int, Bitmap) {
        try await extractor.read(source, password: password) { [page, dpi] session, info throws(Refusal) in
            let number = page < 0 ? info.pageCount + 1 + page : page
            guard (1...max(1, info.pageCount)).contains(number) else {
                throw Refusal(.other, "there is no page \(page): the document has \(info.pageCount)")
            }
            return (number, try session.picture(ofPage: number, dpi: dpi))
        }
    }
}
