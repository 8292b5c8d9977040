import ArgumentParser
import DocumentModel
import Ingestion
import Rendering

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check the Markdown against a second reading of the PDF.",
        discussion: """
            Every rectangle that the Markdown claims to come from is read again. Reported are the share of characters that reproduce, \
            characters of the file that are missing from the output, text that was doubled or invented, numerals that are not in the \
            source, pages that failed or need recognition, and fonts without a Unicode map. Recognised text has no source to be \
            compared with: it is reported apart.

            Exit status: 0 when the output stands up, 1 when under 99.5 % of its characters reproduce, when it has foreign numerals \
            or when pages failed.
            """)

    @Argument(help: ArgumentHelp("A PDF file, or - for standard input.", valueName: "file"))
    var input: String

    @Flag(help: "The whole report as JSON.")
    var json = false

    @OptionGroup var recognition: RecognitionOptions

    @OptionGroup var reading: ReadingOptions

    /// What the project promises for digital documents.
    private static let promisedShare = 0.995

    func run() async throws {
        let report = try await OpenRoom.with(reading, recognition: recognition, jobs: Terminal.coreCount) { room in
            let source = try InputFile.single(input).open(limitBytes: reading.limits.fileSizeBytes)
            let password = try reading.password()
            let document = try await room.extractor.extract(source, password: password, recognition: recognition.choice)
            let verification = Verification(document, rendered: MarkdownRenderer().render(document))
            let second = try await SecondReading.read(document, verification, from: source, password, by: room.extractor)
            return verification.report(reread: second.texts, glyphs: second.glyphs)
        }
        Terminal.write(json ? try JSONText.of(report) : report.summary)
        let isSound = report.share >= Self.promisedShare && report.foreignNumerals.isEmpty && report.failures.isEmpty
        if !isSound { throw ExitCode(Mivaa.failureStatus) }
    }
}

/// What the file says when it is asked again, by other means than the extraction's.
private struct SecondReading: Sendable {
    /// By page, one text for each rectangle that was asked for.
    var texts: [Int: [String]] = [:]
    var glyphs: [Int: PageGlyphs] = [:]

    static func read(
        _ document: Document, _ verification: Verification, from source: SourceFile, _ password: String?, by extractor: Extractor
    ) async throws(Refusal) -> SecondReading {
        let requests = verification.requests
        let pages = document.pages.map(\.summary.number)
        return try await extractor.read(source, password: password) { session, _ throws(Refusal) in
            var reading = SecondReading()
            for page in pages {
                if let rectangles = requests[page] { reading.texts[page] = try session.texts(onPage: page, in: rectangles) }
                reading.glyphs[page] = try session.glyphs(ofPage: page)
            }
            return reading
        }
    }
}
