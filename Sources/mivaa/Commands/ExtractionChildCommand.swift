import ArgumentParser
import Ingestion

/// What `mivaa` starts copies of itself with; not for people.
struct ExtractionChildCommand: ParsableCommand {
    static let name = "extraction-child"
    static let configuration = CommandConfiguration(commandName: name, shouldDisplay: false)

    @Flag(help: "Give up all rights as a child does, then try what must be refused, and report each outcome.")
    var probe = false

    func run() throws {
        guard probe else { throw ValidationError("an extraction child is started by mivaa itself") }
        for line in ConfinementProbe.run(libraryPath: try PDFiumLocation.path()) { print(line) }
    }
}
