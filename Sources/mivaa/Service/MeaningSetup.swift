import Backends
import Inference

/// The models that know the meaning of text, where they are installed, or a service that has them.
actor MeaningSetup: TextEmbedders {
    struct Choice: Sendable {
        /// Of the settings; `nil` for none.
        var model: String?
        /// Of a service that speaks OpenAI's protocol: everything before `/embeddings`; `nil` for models of this machine.
        var serviceURL: String?
        var serviceKey: String?
        /// Texts embedded at the same time while an index is filled.
        var threads = 1
    }

    static let standardModel = ModelCatalogue.miniLM.name
    /// Models of this machine that an index can be made with.
    static let models = [ModelCatalogue.miniLM, ModelCatalogue.useMultilingual]

    /// Each has its model in memory. Questions do not wait behind documents.
    private enum Purpose: Hashable {
        case filling, asking
    }

    private struct Key: Hashable {
        var model: String
        var purpose: Purpose
    }

    private let choice: Choice
    private var opened: [Key: any TextEmbedder] = [:]

    init(_ choice: Choice) {
        self.choice = choice
    }

    func filling(_ wanted: String?) async throws(RecognitionError) -> any TextEmbedder {
        try await embedder(Key(model: choice.model ?? wanted ?? Self.standardModel, purpose: .filling))
    }

    func asking(_ space: EmbeddingSpace) async throws(RecognitionError) -> any TextEmbedder {
        let embedder = try await embedder(Key(model: space.model, purpose: .asking))
        guard embedder.space == space else {
            throw .missing(what: "version \(space.version) of the model \(space.model), which the index was made with", install: "mivaa reindex")
        }
        return embedder
    }

    private func embedder(_ key: Key) async throws(RecognitionError) -> any TextEmbedder {
        if let embedder = opened[key] { return embedder }
        let embedder = try await open(key)
        // Somebody else may have opened it meanwhile.
        if let first = opened[key] { return first }
        opened[key] = embedder
        return embedder
    }

    private func open(_ key: Key) async throws(RecognitionError) -> any TextEmbedder {
        guard let entry = Self.models.first(where: { $0.name == key.model }) else { return try await service(key.model) }
        let (model, runtime) = try InferenceLocation.opening {
            let store = try InferenceLocation.store()
            let hasQuickWeights = (try? store.path("model-int8.onnx", of: entry)) != nil
            let model = try EmbeddingModel(entry, in: store, precision: hasQuickWeights ? .int8 : .float)
            return (model, try InferenceLocation.runtime())
        }
        return try await SentenceEmbedder.open(model, runtime: runtime, threads: key.purpose == .filling ? choice.threads : 1)
    }

    private func service(_ model: String) async throws(RecognitionError) -> any TextEmbedder {
        guard let base = choice.serviceURL else {
            throw .missing(
                what: "a model named \(model) (there are \(Self.models.map(\.name).joined(separator: ", ")))",
                install: "the service with MIVAA_EMBEDDING_MODEL set to one of them, or with MIVAA_EMBEDDING_URL")
        }
        return try await RemoteEmbedder.open(.init(base: base, model: model, key: choice.serviceKey.map { Secret($0) }))
    }
}

extension ServiceSettings {
    /// How meaning is known.
    var meaning: MeaningSetup.Choice {
        MeaningSetup.Choice(model: embeddingModel, serviceURL: embeddingURL, serviceKey: embeddingKey)
    }
}
