package import Backends
import DocumentModel
package import Retrieval

/// Takes questions of callers to the answerer and keeps what belongs to a conversation.
package struct AnswerDesk: Sendable {
    private static let standardPassages = 5
    private static let standardTokens = 500
    private static let standardTemperature = 0.2
    /// Earlier turns that a question may refer to.
    private static let rememberedTurns = 6
    private static let longestTitle = 80

    private let answerer: Answerer
    private let models: LanguageModels
    private let conversations: any ConversationStore
    private let limits: ConversationLimits
    private let clock: ServiceClock

    package init(
        answerer: Answerer, models: LanguageModels, conversations: any ConversationStore, limits: ConversationLimits = ConversationLimits(),
        clock: ServiceClock
    ) {
        self.answerer = answerer
        self.models = models
        self.conversations = conversations
        self.limits = limits
        self.clock = clock
    }

    /// A question, checked and ready to be answered.
    struct Order: Sendable {
        var wish: AnswerWish
        var request: AnswerRequest
        var conversation: Conversation?
        var queryID: String
        var scope: Scope
        var begin = ContinuousClock.now
    }

    /// - Throws: `APIError` for what cannot be asked.
    func order(_ wish: AnswerWish, for call: Call, only document: DocumentID? = nil) async throws -> Order {
        let caller = try call.caller()
        guard !wish.question.allSatisfy(\.isWhitespace) else {
            throw APIError(.validation, "The question is missing.", details: ["field": "query"])
        }
        var request = AnswerRequest(wish.question)
        request.filters = try filters(wish, only: document)
        request.mode = wish.mode.flatMap { SearchRequest.Mode(rawValue: $0.rawValue) } ?? .hybrid
        request.leastSimilarity = wish.leastSimilarity
        request.mostPassages = wish.passages ?? Self.standardPassages
        request.temperature = wish.temperature ?? Self.standardTemperature
        request.maximumTokens = wish.maximumTokens ?? Self.standardTokens
        request.model = try model(wish.model)
        let owner = ConversationOwner(workspace: caller.workspace, user: caller.user)
        let conversation = try await conversation(wish, owner, call)
        if let conversation, wish.remembers {
            request.turns = try await conversations.turns(of: conversation.id, owner: owner, last: Self.rememberedTurns).map {
                PastTurn(question: $0.question, answer: $0.answer)
            }
        }
        let id: Identifier<AnswerDesk> = call.identifiers.next("qry")
        return Order(wish: wish, request: request, conversation: conversation, queryID: id.rawValue, scope: .workspace(caller.workspace))
    }

    /// The answer in the form of the contract; what belongs to a conversation is kept.
    func answer(_ order: Order, tell: @Sendable (AnswerEvent) async -> Void = { _ in }) async throws -> QueryAnswer {
        let answer: Answer
        do throws(AnswerError) {
            answer = try await answerer.answer(order.request, in: order.scope, tell: tell)
        } catch {
            throw APIError(error)
        }
        try await keep(answer, order)
        return QueryAnswer(
            answer, order.wish, id: order.queryID, seconds: (ContinuousClock.now - order.begin) / .seconds(1), conversation: order.conversation?.id)
    }

    // MARK: What is asked

    private func filters(_ wish: AnswerWish, only document: DocumentID?) throws(APIError) -> SearchFilters {
        var filters = SearchFilters()
        for text in wish.documents {
            guard let document = DocumentID(rawValue: text) else {
                throw APIError(.validation, "document_ids has something that is no name of a document.", details: ["field": "document_ids"])
            }
            filters.documents.append(document)
        }
        if let document { filters.documents = [document] }
        filters.tags = wish.tags
        return filters
    }

    private func model(_ name: String?) throws(APIError) -> (any LanguageModel)? {
        if name == Answer.extractive { return nil }
        do throws(LanguageModelError) {
            return try models.model(named: name)
        } catch {
            throw APIError(.validation, error.sentence, details: ["field": "model"])
        }
    }

    private func conversation(_ wish: AnswerWish, _ owner: ConversationOwner, _ call: Call) async throws -> Conversation? {
        guard wish.isConversation || wish.conversation != nil else { return nil }
        let id: ConversationID
        if let text = wish.conversation {
            guard let known = ConversationID(rawValue: text) else { throw APIError.noSuch("conversation_id") }
            if let conversation = try await conversations.conversation(known, of: owner) { return conversation }
            id = known
        } else {
            id = call.identifiers.next("conv")
        }
        let now = clock.now()
        return Conversation(
            id: id, owner: owner, title: String(wish.question.prefix(Self.longestTitle)), createdAt: now, updatedAt: now)
    }

    // MARK: What is kept

    private func keep(_ answer: Answer, _ order: Order) async throws {
        guard let conversation = order.conversation else { return }
        let citations = answer.sentences.flatMap(\.citations).map(CitationLine.init)
        let turn = ConversationTurn(
            question: order.wish.question, answer: answer.text, citationsJSON: String(decoding: try WireCoding.encode(citations), as: UTF8.self),
            model: answer.model, at: clock.now())
        try await conversations.append(turn, to: conversation, limits)
    }
}

extension APIError {
    init(_ error: AnswerError) {
        switch error {
        case .unusableQuestion(let reason): self.init(.validation, reason, details: ["field": "query"])
        case .search(.unusableQuery(let reason)): self.init(.validation, reason, details: ["field": "query"])
        case .search(.recognition(let error)): self.init(error)
        case .search(.store(let error)), .store(let error): self.init(error)
        case .cancelled: self.init(.requestTimeout, "The request was cancelled.")
        }
    }
}
