package import Backends
import DocumentModel
import HTTPTypes
import HummingbirdCore
import Retrieval

/// Answers to questions, from documents: `search/query` of the contract, its other dialects, and conversations.
package struct AnswerRoutes: Sendable {
    private let desk: AnswerDesk
    private let documents: any DocumentStore
    private let conversations: any ConversationStore
    private let pictures: PictureContext

    package init(
        desk: AnswerDesk, documents: any DocumentStore, contents: any ContentStore, images: any ImageIndex, conversations: any ConversationStore
    ) {
        self.desk = desk
        self.documents = documents
        self.conversations = conversations
        pictures = PictureContext(images: images, contents: contents)
    }

    package var routes: [Route] {
        [query, ask, documentQuery, multimodal, ragQuery, ragChat, conversationList, conversationDetails, conversationRemoval]
    }

    private func route(_ path: String, _ name: String, _ summary: String) -> Route {
        Route(.post, path, name, summary, in: .search, access: .permission(.search), rate: .search).failing(.conflict, .notFound, .modelMissing)
    }

    // MARK: Questions

    private var query: Route {
        answering(route("/api/v1/search/query", "search_query", "Answers a question from the documents of the workspace"))
    }

    /// The same under a name that says what it does.
    private var ask: Route {
        answering(route("/api/v1/ask", "ask", "Answers a question, as server-sent events when they are asked for"))
    }

    private func answering(_ route: Route) -> Route {
        let summary = route.summary
        return route.body(SearchQueryRequest.self).reply(.ok, summary, Envelope<QueryAnswer>.self)
            .reply(.ok, summary, mediaTypes: "text/event-stream")
            .replying { call in
                let order = try await desk.order(try await call.body(SearchQueryRequest.self).wish, for: call)
                return try await reply(order, call, summary) { $0 }
            }
    }

    private var documentQuery: Route {
        let summary = "Answers a question from one document"
        return route("/api/v1/documents/{document_id}/query", "document_query", summary)
            .body(SearchQueryRequest.self).reply(.ok, summary, Envelope<QueryAnswer>.self).reply(.ok, summary, mediaTypes: "text/event-stream")
            .replying { call in
                let document = try await call.document(in: documents)
                let request = try await call.body(SearchQueryRequest.self)
                let order = try await desk.order(request.wish, for: call, only: document.id)
                return try await reply(order, call, summary) { answer in
                    var answer = answer
                    answer.documentId = document.id.rawValue
                    answer.metadata = .init(
                        responseMode: (request.responseMode ?? .compact).rawValue, similarityTopK: order.request.mostPassages,
                        documentTitle: document.title, documentType: document.mimeType)
                    return answer
                }
            }
    }

    /// At once, or as it is made when the client asks for events.
    private func reply(
        _ order: AnswerDesk.Order, _ call: Call, _ message: String, _ change: (QueryAnswer) -> QueryAnswer
    ) async throws -> Reply {
        guard call.prefers("text/event-stream") else {
            return try .json(Envelope(message: message, data: change(try await desk.answer(order))))
        }
        let stream = AnswerStream(desk: desk, order: order)
        let body = ResponseBody { writer in try await stream.write(to: &writer) }
        return Reply(headers: [.contentType: "text/event-stream", .cacheControl: "no-store"], body: body)
    }

    private var multimodal: Route {
        route("/api/v1/query/multimodal", "query_multimodal", "Answers a question from text and from what is known of pictures")
            .also(at: "/api/v1/search/query/multimodal").body(MultimodalQueryRequest.self)
            .answering(QueryAnswer.self) { call in
                let request = try await call.body(MultimodalQueryRequest.self)
                var order = try await desk.order(request.wish, for: call)
                let context = try await pictures.passages(for: request, order.request.filters, in: order.scope)
                order.request.extraPassages = context.hits
                var answer = try await desk.answer(order)
                answer.imageContextUsed = context.hits.count
                answer.imageReferences =
                    request.includeImageReferences
                    ? try await pictures.references(on: answer.sources ?? [], context, in: order.scope) : []
                return answer
            }
    }

    // MARK: The original's retrieval routes

    private var ragQuery: Route {
        route("/api/v1/rag/query", "rag_query", "Answers a question over the collection").body(RAGQueryRequest.self)
            .answering(bare: RAGAnswer.self) { call in
                let order = try await desk.order(try await call.body(RAGQueryRequest.self).wish, for: call)
                return RAGAnswer(try await desk.answer(order))
            }
    }

    private var ragChat: Route {
        let summary = "Answers within a conversation"
        return route("/api/v1/rag/chat", "rag_chat", summary).body(RAGChatRequest.self)
            .reply(.ok, summary, RAGChatAnswer.self).reply(.ok, summary, mediaTypes: "text/event-stream")
            .replying { call in
                let order = try await desk.order(try await call.body(RAGChatRequest.self).wish, for: call)
                if call.prefers("text/event-stream") { return try await reply(order, call, summary) { $0 } }
                return try .json(RAGChatAnswer(try await desk.answer(order)))
            }
    }

    // MARK: Conversations

    private func conversationRoute(_ method: HTTPRequest.Method, _ path: String, _ name: String, _ summary: String) -> Route {
        Route(method, "/api/v1/conversations\(path)", name, summary, in: .search, access: .permission(.search))
            .also(at: "/api/v1/rag/conversations\(path)")
    }

    private var conversationList: Route {
        conversationRoute(.get, "", "list_conversations", "The caller's conversations, the one used last first").query(ConversationQuery.self)
            .answering(ConversationListing.self) { call in
                let query = try call.query(ConversationQuery.self)
                let part = PageOfList(limit: query.limit, offset: query.offset, page: query.page, pageSize: query.pageSize, standard: 50)
                let listing = try await conversations.conversations(of: try call.conversationOwner(), limit: part.limit, offset: part.offset)
                return ConversationListing(
                    conversations: listing.items.map(ConversationLine.init),
                    pagination: Pagination(total: listing.totalCount, limit: part.limit, offset: part.offset), totalCount: listing.totalCount)
            }
    }

    private var conversationDetails: Route {
        conversationRoute(.get, "/{conversation_id}", "conversation", "A conversation with its questions and answers")
            .answering(ConversationDetails.self) { call in
                let (id, owner) = (try call.identifier("conversation_id") as ConversationID, try call.conversationOwner())
                guard let conversation = try await conversations.conversation(id, of: owner) else { throw APIError.noSuch("conversation_id") }
                return ConversationDetails(conversation, try await conversations.turns(of: id, owner: owner, last: ConversationLimits().turns))
            }
    }

    private var conversationRemoval: Route {
        conversationRoute(.delete, "/{conversation_id}", "delete_conversation", "Forgets a conversation")
            .answering(bare: Acknowledgement.self) { call in
                let id: ConversationID = try call.identifier("conversation_id")
                guard try await conversations.remove(id, of: try call.conversationOwner()) else { throw APIError.noSuch("conversation_id") }
                return Acknowledgement(message: "The conversation is forgotten.")
            }
    }
}

extension Call {
    fileprivate func conversationOwner() throws(APIError) -> ConversationOwner {
        let caller = try caller()
        return ConversationOwner(workspace: caller.workspace, user: caller.user)
    }
}
