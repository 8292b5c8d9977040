import ArgumentParser
import Backends
import DocumentModel
import Retrieval

struct EntitiesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "entities", abstract: "Find people, organizations, places, dates, amounts and codes in PDFs.",
        discussion: "Each line is an entity: kind, name, how often, and the pages. Names need a model: mivaa models install.")

    @Argument(help: ArgumentHelp("PDF files, or - for standard input.", valueName: "file"))
    var files: [String]

    @Flag(help: "Every mention with its place as JSON.")
    var json = false

    @Option(help: ArgumentHelp("Only this kind, such as person or money; may be given several times.", valueName: "kind"))
    var kind: [Entity.Kind] = []

    @OptionGroup var recognition: RecognitionOptions

    @OptionGroup var reading: ReadingOptions

    /// What was found in one file.
    private struct Report: Encodable {
        var file: String
        var recognizer: String
        var missing: String?
        var mentions: [EntityMention]
    }

    func run() async throws {
        let outlines = try await FileOutlines.read(files, recognition, reading)
        let recognizer = try EntitySetup.recognizer(threads: Terminal.coreCount)
        let ability = await recognizer.ability()
        if let missing = ability.missing { Terminal.warn("names of people, organizations and places are not found: \(missing)") }
        var reports: [Report] = []
        for (file, outline) in zip(files, outlines) {
            let found = try await DocumentEntities.find(in: outline, of: DocumentID(prefix: "file", milliseconds: 0, entropy: (0, 0)), by: recognizer)
            if found.isCut { Terminal.warn("\(file) has more entities than are listed") }
            let mentions = found.mentions.filter { kind.isEmpty || kind.contains($0.entity.kind) }
            reports.append(Report(file: file, recognizer: ability.recognizer, missing: ability.missing.map { "\($0)" }, mentions: mentions))
        }
        if json { Terminal.write(try JSONText.of(reports)) } else { reports.forEach(write) }
    }

    private func write(_ report: Report) {
        if files.count > 1 { Terminal.write("\(report.file)\n") }
        let groups = Dictionary(grouping: report.mentions, by: \.entity).values.sorted {
            ($0.count, $1[0].name) > ($1.count, $0[0].name)
        }
        for group in groups {
            let pages = Set(group.compactMap(\.page)).sorted().map(String.init)
            let list = pages.prefix(Self.mostPages).joined(separator: ", ") + (pages.count > Self.mostPages ? ", …" : "")
            Terminal.write("\(group[0].entity.kind.rawValue)\t\(group[0].name)\t\(group.count)\tp. \(list)\n")
        }
    }

    private static let mostPages = 10
}

extension Entity.Kind: ExpressibleByArgument {}
