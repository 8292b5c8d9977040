package import Backends

/// The models for vectors and materials of pictures: CLIP where its folder is set, else the one that is installed by default. Each is
/// loaded once, when it is first needed.
package actor PictureModels {
    package struct Places: Sendable {
        package var store: ModelStore
        /// Of the user's CLIP model; `nil` for none.
        package var clipFolder: String?
        /// The list of materials.
        package var materials: String
        /// Pictures at the same time.
        package var engines: Int

        package init(store: ModelStore, clipFolder: String?, materials: String, engines: Int) {
            self.store = store
            self.clipFolder = clipFolder
            self.materials = materials
            self.engines = engines
        }
    }

    private nonisolated let places: Places
    private nonisolated let runtime: @Sendable () throws(RecognitionError) -> OnnxRuntime
    private var embedderLoading: Task<Result<any ImageEmbedder, RecognitionError>, Never>?
    private var classifierLoading: Task<Result<MaterialClassifier, RecognitionError>, Never>?

    package init(_ places: Places, runtime: @escaping @Sendable () throws(RecognitionError) -> OnnxRuntime) {
        self.places = places
        self.runtime = runtime
    }

    /// Pictures to vectors.
    /// - Throws: `.missing` with the command that installs the model; the next call tries again.
    package func embedder() async throws(RecognitionError) -> any ImageEmbedder {
        let (places, runtime) = (places, runtime)
        let loading =
            embedderLoading ?? Task { await Result { () async throws(RecognitionError) in try await Self.embedder(places, try runtime()) } }
        embedderLoading = loading
        let result = await loading.value
        if case .failure = result { embedderLoading = nil }
        return try result.get()
    }

    /// Pictures to materials by words.
    /// - Throws: `.missing` when no model relates words to pictures.
    package func classifier() async throws(RecognitionError) -> MaterialClassifier {
        if let missing = Self.missingClassifier(places) { throw missing }
        let embedder = try await embedder()
        let path = places.materials
        let loading =
            classifierLoading
            ?? Task {
                await Result { () async throws(RecognitionError) in
                    try await MaterialClassifier(taxonomy: try MaterialTaxonomy(path: path), embedder: embedder)
                }
            }
        classifierLoading = loading
        let result = await loading.value
        if case .failure = result { classifierLoading = nil }
        return try result.get()
    }

    private static func embedder(_ places: Places, _ runtime: OnnxRuntime) async throws(RecognitionError) -> any ImageEmbedder {
        guard let folder = places.clipFolder else {
            return try EfficientNetEmbedder(runtime: runtime, store: places.store, engines: places.engines)
        }
        return try await CLIPEmbedder.open(try CLIPFolder(path: folder), runtime: runtime, store: places.store, engines: places.engines)
    }

    private static func missingClassifier(_ places: Places) -> RecognitionError? {
        places.clipFolder == nil ? .missing(what: "a model that tells materials by words (CLIP)", install: CLIPFolder.installAdvice) : nil
    }

    /// Whether vectors can be had, as far as files tell.
    nonisolated var embedderAbility: PictureAbility {
        do throws(RecognitionError) {
            if let folder = places.clipFolder { return .there(model: try CLIPFolder(path: folder).name) }
            _ = try places.store.path(ModelCatalogue.efficientNetFile, of: ModelCatalogue.efficientNetLite0)
            return .there(model: ModelCatalogue.efficientNetLite0.name)
        } catch {
            return PictureAbility(error)
        }
    }

    nonisolated var classifierAbility: PictureAbility {
        if let missing = Self.missingClassifier(places) { return PictureAbility(missing) }
        guard case .there(let model) = embedderAbility else { return embedderAbility }
        return .there(model: "zero-shot by \(model)")
    }
}

extension Result {
    /// The outcome of work that waits.
    fileprivate init(_ work: () async throws(Failure) -> Success) async {
        do throws(Failure) {
            self = .success(try await work())
        } catch {
            self = .failure(error)
        }
    }
}
