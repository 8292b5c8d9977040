import ArgumentParser
import Backends
import Foundation
import Ingestion

/// `mivaa reindex`: makes the index of a data folder anew.
struct ReindexCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reindex", abstract: "Read the words of all documents again, and give them vectors of another model.",
        discussion: """
            Works on the data folder, whether the service runs or not, and can be stopped and begun again at any time. Search goes on \
            meanwhile: by words as before, by meaning with the vectors that are there until those of the new model are complete.
            """)

    @OptionGroup var options: DataOptions

    @Option(help: "Model to make vectors with, as in `mivaa models list`, or of the service in MIVAA_EMBEDDING_URL.")
    var model: String?

    @Flag(help: "Leave words as they are; only give vectors to what has none.")
    var vectorsOnly = false

    func run() async throws {
        let (folder, settings) = try options.existingFolder()
        if let model, let set = settings.embeddingModel, set != model {
            throw CommandFailure(
                "MIVAA_EMBEDDING_MODEL is \(set): a running service would go back to it.", hint: "Change or remove that setting first.")
        }
        let stores = try await ServiceStores(folder)
        let embedders = MeaningSetup(settings.meaning)
        do {
            if let model {
                _ = try await embedders.filling(model)
                try await stores.search.want(model: model)
            }
            guard let claim = IndexClaim(folder, waits: true) else { throw CommandFailure("The folder \(folder.path) cannot be written to.") }
            defer { claim.release() }
            if !vectorsOnly { try await stores.search.markOutdated() }
            try await doAll(PassageIndexer(index: stores.search, blobs: stores.blobs, embedders: embedders))
            Terminal.write(try await Self.summary(of: stores.search))
        } catch let error as RecognitionError {
            throw CommandFailure("The index cannot be made: \(error).")
        } catch let error as StoreError {
            throw CommandFailure("The index cannot be made: \(error).")
        }
    }

    private func doAll(_ indexer: PassageIndexer) async throws {
        var count = 0
        while true {
            switch try await indexer.doSome() {
            case .done(0): return
            case .done(let some): count += some
            case .cannot(let problem):
                if model != nil { throw problem }
                return Terminal.warn("Documents are found by words only: \(problem).")
            }
            if Terminal.errorIsTerminal { Terminal.writeError("\r\(count) done") }
        }
    }

    private static func summary(of index: any SearchIndex & SearchIndexUpkeep) async throws(StoreError) -> String {
        let statistics = try await index.statistics(in: .installation)
        var text = "\(statistics.documentCount) documents, \(statistics.chunkCount) chunks\n"
        if let space = try await index.activeSpace() {
            text += "\(statistics.vectorCounts[space] ?? 0) vectors of \(space.model) (\(space.version)), \(space.dimension) dimensions\n"
        }
        return text
    }
}
