import ArgumentParser
import Backends
import Inference
import Retrieval

struct CompareCommand: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable { case markdown, json }

    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Say what two PDFs have in common and where they differ.",
        discussion: """
            Sections and passages are aligned, moved ones found, and what was changed is marked word by word, with numbers, dates and amounts \
            called out and places on the pages of both files (in JSON: rectangles in points from the top-left corner).

            Exit status: 0 compared, 1 a file could not be read, 2 wrong usage.
            """)

    @Argument(help: ArgumentHelp("The PDF before, or - for standard input.", valueName: "before"))
    var before: String

    @Argument(help: ArgumentHelp("The PDF after.", valueName: "after"))
    var after: String

    @Option(help: "markdown for people, json for programs.")
    var format = Format.markdown

    @Option(help: "textual (word by word), structural (headings and kinds of contents) or semantic (other words for the same are no difference).")
    var mode = DocumentComparison.Mode.textual

    @OptionGroup var recognition: RecognitionOptions

    @OptionGroup var reading: ReadingOptions

    func run() async throws {
        let comparer = DocumentComparer(.init(mode: mode), values: RegularEntities.entities)
        let outlines = try await FileOutlines.read([before, after], recognition, reading)
        var (embedder, missing): ((any TextEmbedder)?, String) = (nil, "")
        if mode == .semantic {
            do {
                embedder = try await MeaningSetup(.init(threads: Terminal.coreCount)).filling(nil)
            } catch {
                missing = "\(error)"
            }
        }
        let comparison = try await comparer.compare(
            outlines[0], outlines[1], embedder: embedder, missing: missing)
        Terminal.write(format == .json ? try JSONText.of(comparison) : comparison.markdown())
    }
}

extension DocumentComparison.Mode: ExpressibleByArgument {}
