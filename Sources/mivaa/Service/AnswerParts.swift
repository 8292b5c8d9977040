import Backends
import Retrieval
import WebAPI

/// What answers questions in the service.
struct AnswerParts {
    let searcher: Searcher
    private let answerer: Answerer
    let models: LanguageModels
    private let stores: ServiceStores
    private let clock: ServiceClock

    init(_ settings: ServiceSettings, stores: ServiceStores, meaning: MeaningSetup, clock: ServiceClock) throws {
        searcher = .of(stores.search, meaning)
        answerer = .of(searcher, stores.search, meaning)
        models = try settings.languages()
        self.stores = stores
        self.clock = clock
    }

    var routes: [Route] {
        let desk = AnswerDesk(answerer: answerer, models: models, conversations: stores.conversations, clock: clock)
        let tools = MCPTools(
            finder: searcher, answerer: answerer, models: models, documents: stores.documents, contents: stores.contents)
        return AnswerRoutes(
            desk: desk, documents: stores.documents, contents: stores.contents, images: stores.images, conversations: stores.conversations
        ).routes + MCPRoutes(server: MCPServer(tools: tools, version: Mivaa.version)).routes
    }
}
