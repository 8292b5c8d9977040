import ArgumentParser
import Retrieval

struct SummarizeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "summarize", abstract: "Summarise PDFs in their own sentences, with the pages they are on.",
        discussion: """
            The sentences are chosen by how central they are, what the headings say, and where they stand; none repeats another. Several files \
            are summarised together.
            """)

    @Argument(help: ArgumentHelp("PDF files, or - for standard input.", valueName: "file"))
    var files: [String]

    @Option(help: "short, medium or long: about 70, 180 or 450 words.")
    var length = SummaryOptions.Length.medium

    @Option(help: "paragraph, bullet_points or executive.")
    var style = SummaryOptions.Style.paragraph

    @Option(help: ArgumentHelp("What it should be about before all else; may be given several times.", valueName: "words"))
    var focus: [String] = []

    @Flag(help: "The whole result with quotes, pages and rectangles as JSON.")
    var json = false

    @OptionGroup var recognition: RecognitionOptions

    @OptionGroup var reading: ReadingOptions

    /// Each takes the memory of its text.
    private static let mostFiles = 20

    func validate() throws {
        guard (1...Self.mostFiles).contains(files.count) else {
            throw ValidationError("between 1 and \(Self.mostFiles) files can be summarised together")
        }
    }

    func run() async throws {
        let outlines = try await FileOutlines.read(files, recognition, reading)
        var options = SummaryOptions()
        (options.length, options.style, options.focusAreas) = (length, style, focus)
        let summary: DocumentSummary
        do {
            summary = try await Summarizer(model: nil).summary(of: outlines, options)
        } catch is SummaryError {
            throw CommandFailure("There is too little text to summarise: no whole sentence was found.")
        }
        for warning in summary.warnings { Terminal.warn(warning) }
        Terminal.write(json ? try JSONText.of(summary) : Self.text(summary))
    }

    /// Characters of a sentence by which it is known again.
    private static let shownOfSentence = 60

    /// The summary, then the pages of its sentences.
    private static func text(_ summary: DocumentSummary) -> String {
        let places = summary.sentences.compactMap { sentence -> String? in
            guard let page = sentence.page else { return nil }
            let text = sentence.text.count > shownOfSentence ? sentence.text.prefix(shownOfSentence) + "…" : sentence.text
            return "- \([sentence.source, "p. \(page)"].filter { !$0.isEmpty }.joined(separator: ", ")): \(text)"
        }
        return summary.text + "\n" + (places.isEmpty ? "" : "\nWhere it stands:\n" + places.joined(separator: "\n") + "\n")
    }
}

extension SummaryOptions.Length: ExpressibleByArgument {}
extension SummaryOptions.Style: ExpressibleByArgument {}
