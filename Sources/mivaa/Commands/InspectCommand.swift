import ArgumentParser
import DocumentModel
import Ingestion

struct InspectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Tell what a PDF is: pages, sizes, producer, encryption, tags, fonts, scanned or digital, outline.")

    @Argument(help: ArgumentHelp("A PDF file, or - for standard input.", valueName: "file"))
    var input: String

    @Flag(help: "As JSON, page by page.")
    var json = false

    @OptionGroup var reading: ReadingOptions

    func run() async throws {
        let inspection = try await OpenRoom.with(reading, jobs: Terminal.coreCount) { room in
            let file = InputFile.single(input)
            let source = try file.open(limitBytes: reading.limits.fileSizeBytes)
            let document = try await room.extractor.extract(source, password: try reading.password())
            return Inspection(file: file.isStandardInput ? "standard input" : file.path, document)
        }
        Terminal.write(json ? try JSONText.of(inspection) : InspectionText(inspection: inspection).text)
        if !inspection.failures.isEmpty { throw ExitCode(Mivaa.failureStatus) }
    }
}
