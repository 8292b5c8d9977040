import ArgumentParser

/// `mivaa settings`: what can be set, and what is.
struct SettingsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settings", abstract: "Show what can be set and what is set.",
        discussion: "Settings come from the environment and from the file that MIVAA_CONFIG names. Secrets are not shown.")

    @Flag(help: "As a table for the documentation, with the defaults.")
    var markdown = false

    func run() throws {
        Terminal.write(markdown ? Self.markdownTable : Self.lines(try ServiceSettings.read()))
    }

    private static func lines(_ settings: ServiceSettings) -> String {
        ServiceSettings.table.map { entry in
            let value = entry.show(settings)
            return "\(entry.name)=\(entry.isSecret && !value.isEmpty ? "(set)" : value)\n"
        }.joined()
    }

    static var markdownTable: String {
        let defaults = ServiceSettings()
        let rows = ServiceSettings.table.map { entry in
            let value = entry.show(defaults)
            return "| `\(entry.name)` | \(value.isEmpty ? "" : "`\(value)`") | \(entry.summary.replacing("|", with: "\\|")) |\n"
        }
        return "| setting | default | meaning |\n|---|---|---|\n" + rows.joined()
    }
}
