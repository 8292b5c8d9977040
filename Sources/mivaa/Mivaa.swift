import ArgumentParser
import Ingestion

/// The command line. Children of the program branch off before arguments are parsed: they get ready in milliseconds that way.
@main
struct Mivaa: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mivaa",
        abstract: "Turns PDFs into faithful Markdown and structured JSON.",
        version: "0.1.0",
        subcommands: [
            ExtractCommand.self, InspectCommand.self, PageCommand.self, VerifyCommand.self, ExtractionChildCommand.self,
        ])

    static func main() async {
        if CommandLine.arguments.dropFirst() == [ExtractionChildCommand.name] { ExtractionChild.run() }
        await main(nil)
    }
}
