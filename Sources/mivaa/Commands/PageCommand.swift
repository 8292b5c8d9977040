import ArgumentParser

struct PageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "page", abstract: "Not yet.")
}
