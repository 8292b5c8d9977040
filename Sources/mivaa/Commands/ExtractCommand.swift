import ArgumentParser
import DocumentModel
import Ingestion
import Rendering

struct ExtractCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extract",
        abstract: "Turn PDFs into Markdown, JSON, HTML, text, tables or images.",
        discussion: """
            Without -o, one document in one format goes to standard output. With -o, each document becomes files named after it; \
            when two documents have the same name, the later one gets "-2". Tables go to NAME.tables/, images to NAME.images/.

            Exit status: 0 all good, 1 something failed (named on standard error), 2 wrong usage.
            """)

    @Argument(help: ArgumentHelp("PDF files, folders of them, or - for standard input.", valueName: "file|folder|-"))
    var inputs: [String]

    @Option(name: [.customShort("o"), .customLong("output")], help: ArgumentHelp("Folder to write to.", valueName: "dir"))
    var output: String?

    @Option(help: ArgumentHelp("markdown, json, html, text, pdf (searchable), tables, images: one or several with commas.", valueName: "list"))
    var format = OutputFormats([.markdown])

    @Option(help: ArgumentHelp("Pages to read, such as 1-5,8,-1 (-1 is the last).", valueName: "pages"), transform: Self.selection)
    var pages = PageSelection.all

    @Option(help: "Children that read at the same time (default: one per core).")
    var jobs: Int?

    @Option(help: "Pictures of figures: none, embedded in the output, or in a folder beside it.")
    var images = ImagePlacement.none

    @Flag(help: "Write the map from the Markdown to places in the PDF beside it.")
    var provenance = false

    @Flag(name: .shortAndLong, help: "Say nothing but what went wrong.")
    var quiet = false

    @OptionGroup var recognition: RecognitionOptions

    @OptionGroup var reading: ReadingOptions

    private static func selection(_ text: String) throws -> PageSelection {
        guard let selection = PageSelection(text) else { throw ValidationError("'\(text)' is not a list of pages such as 1-5,8,-1") }
        return selection
    }

    func validate() throws {
        if let jobs, jobs < 1 { throw ValidationError("--jobs must be at least 1") }
        guard output == nil else { return }
        if format.formats.count > 1 || format.formats[0].fileExtension == nil {
            throw ValidationError("several formats, tables and images need a folder to go to: -o DIR")
        }
        if images == .folder || provenance { throw ValidationError("--images folder and --provenance need a folder: -o DIR") }
    }

    func run() async throws {
        let files = try InputFile.named(inputs)
        guard output != nil || files.count == 1 else {
            throw ValidationError("several documents need a folder to go to: -o DIR")
        }
        let jobs = self.jobs ?? Terminal.coreCount
        let report = ProgressReport(fileCount: files.count, isQuiet: quiet)
        let plan = ExtractionPlan(
            formats: format.formats, pages: pages, images: images, writesProvenance: provenance, outputFolder: output,
            password: try reading.password(), fileLimitBytes: reading.limits.fileSizeBytes, recognition: recognition.choice)
        let allGood = try await OpenRoom.with(reading, recognition: recognition, jobs: jobs) { room in
            let run = ExtractionRun(plan: plan, extractor: room.extractor, report: report, recognitionHint: room.recognition.hint)
            return await run.run(files, jobs: jobs)
        }
        if !allGood { throw ExitCode(Mivaa.failureStatus) }
    }
}
