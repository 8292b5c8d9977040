import Backends
import DocumentModel
import Persistence
import Retrieval
import WebAPI

/// What a service has stored, as something that can be asked. The service may run meanwhile.
struct StoredAnswers {
    let workspace: WorkspaceID
    let searcher: Searcher
    let answerer: Answerer
    let models: LanguageModels
    private let documents: any DocumentStore
    private let contents: any ContentStore

    /// - Parameter name: of the workspace, or what people call it; `nil` for the only one there is.
    init(_ data: DataOptions, workspace name: String?) async throws {
        let (folder, settings) = try data.existingFolder()
        workspace = try await Self.workspace(name, data)
        let database = try SQLiteDatabase(path: folder.database)
        let index = SQLiteSearchIndex(database)
        let meaning = MeaningSetup(settings.meaning)
        searcher = .of(index, meaning)
        answerer = .of(searcher, index, meaning)
        models = try settings.languages()
        documents = SQLiteDocumentStore(database)
        contents = SQLiteContentStore(database)
    }

    var tools: MCPTools { MCPTools(finder: searcher, answerer: answerer, models: models, documents: documents, contents: contents) }

    private static func workspace(_ name: String?, _ data: DataOptions) async throws -> WorkspaceID {
        let accounts = try await AccountsOfFolder(data)
        if let name { return try await accounts.workspace(name).id }
        let all = try await AccountsOfFolder.run { try await accounts.accounts.allWorkspaces(limit: 2, offset: 0, .commandLine) }
        guard let only = all.items.first, all.totalCount == 1 else {
            throw CommandFailure("The folder has \(all.totalCount) workspaces.", hint: "Name one with --workspace.")
        }
        return only.id
    }
}

extension Answerer {
    /// From what an index holds. Sentences are compared in the space that the index is searched in.
    static func of(
        _ searcher: Searcher, _ index: any SearchIndex & SearchIndexUpkeep, _ models: any TextEmbedders
    ) -> Answerer {
        Answerer(finder: searcher, reader: IndexReader(index)) {
            guard let space = try? await index.activeSpace() else { return nil }
            return try? await models.asking(space)
        }
    }
}
