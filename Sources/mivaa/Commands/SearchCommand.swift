import ArgumentParser
import Backends
import DocumentModel
import Inference
import Persistence
import Retrieval

/// `mivaa search`: passages in files, or in what a service has stored.
struct SearchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Find passages in PDFs by words and by meaning.",
        discussion: """
            The query may have "phrases", -excluded and +required words, OR, and title:, tag:, type:, kind:, lang:, page:, document:, year:, \
            after: and before:. Without files, the documents of a data folder are searched.
            """)

    enum Mode: String, ExpressibleByArgument, CaseIterable { case keyword, semantic, hybrid }

    @Argument(help: "What to look for.")
    var query: String

    @Argument(help: ArgumentHelp("PDF files or folders.", valueName: "file"))
    var inputs: [String] = []

    @OptionGroup var data: DataOptions

    @Option(help: "Only in this workspace of the data folder.")
    var workspace: String?

    @Option(help: "By words, by meaning, or by both.")
    var mode = Mode.hybrid

    @Option(help: "Passages at most.")
    var limit = 10

    @Option(help: "How much passages should differ from each other, 0 to 1.")
    var diversity = 0.0

    @Flag(help: "As JSON.")
    var json = false

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var recognition: RecognitionOptions

    func validate() throws {
        guard (1...Searcher.depth).contains(limit) else { throw ValidationError("--limit must be between 1 and \(Searcher.depth)") }
        guard (0...1).contains(diversity) else { throw ValidationError("--diversity must be between 0 and 1") }
        if !inputs.isEmpty, data.data != nil { throw ValidationError("name files, or a data folder with --data: not both") }
    }

    func run() async throws {
        let results = inputs.isEmpty ? try await searchFolder() : try await searchFiles()
        for warning in results.warnings { Terminal.warn(warning) }
        Terminal.write(json ? try JSONText.of(SearchReport(results, query: query)) : SearchReport.text(results))
    }

    private var request: SearchRequest {
        var request = SearchRequest(query)
        request.mode = SearchRequest.Mode(rawValue: mode.rawValue) ?? .hybrid
        request.limit = limit
        request.diversity = diversity
        return request
    }

    private func searchFiles() async throws -> SearchResults {
        let files = try InputFile.named(inputs)
        let shelf = FileShelf()
        return try await OpenRoom.with(reading, recognition: recognition, jobs: Terminal.coreCount) { room in
            for failure in try await shelf.fill(from: files, room: room, reading: reading, verb: "search") { Terminal.warn(failure) }
            let models = MeaningSetup(try ServiceSettings.read().meaning)
            if mode != .keyword, let embedder = try? await models.filling(nil) { try await shelf.embed(by: embedder) }
            let searcher = Searcher(index: shelf.index) { () throws(RecognitionError) in try await models.filling(nil) }
            return try await Self.find(request, by: searcher, in: .workspace(FileShelf.workspace))
        }
    }

    private func searchFolder() async throws -> SearchResults {
        let (folder, settings) = try data.existingFolder()
        let index = SQLiteSearchIndex(try SQLiteDatabase(path: folder.database))
        let scope: Scope
        if let workspace {
            guard let id = WorkspaceID(rawValue: workspace) else { throw CommandFailure("\(workspace) is not the name of a workspace.") }
            scope = .workspace(id)
        } else {
            scope = .installation
        }
        return try await Self.find(request, by: .of(index, MeaningSetup(settings.meaning)), in: scope)
    }

    private static func find(_ request: SearchRequest, by searcher: Searcher, in scope: Scope) async throws -> SearchResults {
        do throws(SearchError) {
            return try await searcher.find(request, in: scope)
        } catch {
            throw CommandFailure(error.sentence)
        }
    }
}

extension SearchError {
    /// For people.
    var sentence: String {
        switch self {
        case .unusableQuery(let reason): reason
        case .recognition(let error): "\(error)"
        case .store(let error): "\(error)"
        }
    }
}

extension Searcher {
    /// Over what a service has stored.
    static func of(_ index: any SearchIndex & SearchVocabulary & SearchIndexUpkeep, _ models: any TextEmbedders) -> Searcher {
        Searcher(index: index) { () throws(RecognitionError) in try await embedder(of: index, models) }
    }

    /// What questions are embedded by: the model whose vectors the index is searched in; before the first vector, the one it will be filled by.
    static func embedder(of index: any SearchIndexUpkeep, _ models: any TextEmbedders) async throws(RecognitionError) -> any TextEmbedder {
        let space: EmbeddingSpace?
        do { space = try await index.activeSpace() } catch { throw .failed("\(error)") }
        guard let space else { return try await models.filling(nil) }
        return try await models.asking(space)
    }
}
