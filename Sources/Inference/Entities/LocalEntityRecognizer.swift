package import Backends

/// The entity finder of this machine: rules and the model for names where it is installed, rules alone where it is not. The model is
/// loaded once, when it is first needed; one that is installed later is found by the next call.
package actor LocalEntityRecognizer: EntityRecognizer {
    package nonisolated let name = "rules and names"
    private nonisolated let store: ModelStore
    private nonisolated let threads: Int
    private nonisolated let runtime: @Sendable () throws(RecognitionError) -> OnnxRuntime
    private var loading: Task<Result<EntityFinder, RecognitionError>, Never>?

    /// - Parameter threads: batches at the same time; each has the model in memory.
    package init(store: ModelStore, threads: Int, runtime: @escaping @Sendable () throws(RecognitionError) -> OnnxRuntime) {
        self.store = store
        self.threads = threads
        self.runtime = runtime
    }

    package func ability() async -> EntityAbility {
        do throws(RecognitionError) {
            return await (try await finder()).ability()
        } catch {
            return EntityAbility(recognizer: RegularEntities().name, kinds: EntityAbility.regularKinds, missing: error)
        }
    }

    package func entities(in texts: [String]) async throws(RecognitionError) -> [[Entity]] {
        guard case .success(let finder) = await load() else { return try await RegularEntities().entities(in: texts) }
        return try await finder.entities(in: texts)
    }

    private func finder() async throws(RecognitionError) -> EntityFinder { try await load().get() }

    private func load() async -> Result<EntityFinder, RecognitionError> {
        let (store, threads, runtime) = (store, threads, runtime)
        let task =
            loading
            ?? Task {
                Result { () throws(RecognitionError) in
                    EntityFinder(try NameModel(ModelCatalogue.tinyNER, in: store), runtime: try runtime(), threads: threads)
                }
            }
        loading = task
        let result = await task.value
        if case .failure = result { loading = nil }
        return result
    }
}
