import ArgumentParser
import Glibc
import Ingestion

/// The command line. Exit status: 0 all good, 1 something failed, 2 wrong usage.
@main
struct Mivaa: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "mivaa",
        abstract: "Turns PDFs into faithful Markdown and structured JSON.",
        version: version,
        subcommands: [
            ExtractCommand.self, InspectCommand.self, PageCommand.self, VerifyCommand.self, ImageCommand.self, RecognizeCommand.self,
            CompareCommand.self, SummarizeCommand.self, EntitiesCommand.self,
            SearchCommand.self, AskCommand.self, MCPCommand.self,
            ServeCommand.self, WorkerCommand.self, SettingsCommand.self, UsersCommand.self, KeysCommand.self, JobsCommand.self, BackupCommand.self,
            RestoreCommand.self, MigrateCommand.self, ReindexCommand.self, ModelsCommand.self, DoctorCommand.self, InferCommand.self,
            ExtractionChildCommand.self,
        ])

    static let usageStatus: Int32 = 2
    static let failureStatus: Int32 = 1

    static func main() async {
        // Children branch off before arguments are parsed: they get ready in milliseconds that way.
        if CommandLine.arguments.dropFirst().elementsEqual([ExtractionChildCommand.name]) { ExtractionChild.run() }
        // A pipe that was closed (`| head`) and a child that died are write errors to handle, not reasons to die.
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let failure as CommandFailure {
            Terminal.writeError("mivaa: \(failure)\n")
            Glibc.exit(failureStatus)
        } catch {
            exitWithUsage(error)
        }
    }

    /// Help and version end well; everything else that the parser throws is wrong usage.
    private static func exitWithUsage(_ error: any Error) -> Never {
        if let status = error as? ExitCode { Glibc.exit(status.rawValue) }
        let text = fullMessage(for: error) + "\n"
        if exitCode(for: error) == .success {
            Terminal.write(text)
            Glibc.exit(EXIT_SUCCESS)
        }
        Terminal.writeError(text)
        Glibc.exit(usageStatus)
    }
}
