import DocumentModel

/// A question to the documents of a workspace: the documented members, and the flat ones of the other dialects.
struct SearchQueryRequest: APIMessage {
    var query: String?
    var question: String?
    var searchOptions: AnswerSearchOptions?
    var llmOptions: AnswerModelOptions?
    var documentIds: [String]?
    var contextDocuments: [String]?
    var tags: [String]?
    var contextTags: [String]?
    var maxContextChunks: Int?
    var maxResults: Int?
    var limit: Int?
    var topK: Int?
    var similarityThreshold: Double?
    var searchType: AnswerSearchType?
    var includeSources: Bool?
    var includeConfidence: Bool?
    var model: String?
    var temperature: Double?
    var maxTokens: Int?
    var responseMode: ResponseMode?
    var responseFormat: AnswerFormat?
    var conversationId: String?

    enum ResponseMode: String, APIChoice { case compact, treeSummarize = "tree_summarize" }

    static let rules = answerRules.merging([
        "query": .count(1...2000, "The question."), "question": .count(1...2000, "The same as query."),
        "search_options": .note("Which passages the answer may stand on."), "llm_options": .note("What writes the answer, and how."),
        "response_mode": .note("Taken; the answer is always made from the best passages at once."),
        "conversation_id": .count(1...64, "Goes on with this conversation, or begins one of that name."),
    ]) { $1 }

    var wish: AnswerWish {
        var wish = AnswerWish(question: query ?? question ?? "")
        wish.documents = documentIds ?? contextDocuments ?? []
        wish.tags = tags ?? contextTags ?? []
        wish.passages = searchOptions?.maxResults ?? maxResults ?? maxContextChunks ?? topK ?? limit
        wish.leastSimilarity = searchOptions?.similarityThreshold ?? similarityThreshold
        wish.mode = searchType
        wish.includesSources = searchOptions?.includeSources ?? includeSources ?? true
        wish.includesConfidence = includeConfidence ?? true
        wish.model = llmOptions?.model ?? model
        wish.temperature = llmOptions?.temperature ?? temperature
        wish.maximumTokens = llmOptions?.maxTokens ?? maxTokens
        wish.format = responseFormat ?? .markdown
        wish.conversation = conversationId
        return wish
    }
}

struct AnswerSearchOptions: APIMessage {
    enum Reach: String, APIChoice { case workspace, global }

    var maxResults: Int?
    var similarityThreshold: Double?
    var includeSources: Bool?
    var searchScope: Reach?

    static let rules: [String: FieldRules] = [
        "max_results": .range(1...20, "Passages that the answer may stand on; 5 when absent."),
        "similarity_threshold": .range(0...1, "Least cosine of passages found by meaning; when absent, what was measured for the model."),
        "search_scope": .note("Only documents of the workspace are ever looked at."),
    ]
}

struct AnswerModelOptions: APIMessage {
    var model: String?
    var temperature: Double?
    var maxTokens: Int?

    static let rules: [String: FieldRules] = [
        "model": .count(1...200, "One of the models that are set up, or extractive for quotes."), "temperature": .range(0...2),
        "max_tokens": .range(1...4000, "Of the answer; 500 when absent."),
    ]
}

enum AnswerSearchType: String, APIChoice { case semantic, keyword, hybrid }
enum AnswerFormat: String, APIChoice { case text, markdown, json }

/// What all questions have in common.
let answerRules: [String: FieldRules] = [
    "document_ids": .count(0...100, "Only these documents."), "context_documents": .count(0...100, "The same as document_ids."),
    "tags": .count(0...50, "Only documents that have all of these."), "context_tags": .count(0...50, "The same as tags."),
    "max_context_chunks": .range(1...20, "Passages that the answer may stand on; 5 when absent."), "max_results": .range(1...20),
    "limit": .range(1...20), "top_k": .range(1...20),
    "similarity_threshold": .range(0...1, "Least cosine of passages found by meaning; when absent, what was measured for the model."),
    "search_type": .note("How passages are found; hybrid when absent."),
    "model": .count(1...200, "One of the models that are set up, or extractive for quotes."), "temperature": .range(0...2),
    "max_tokens": .range(1...4000, "Of the answer; 500 when absent."), "include_sources": .note("Whether passages are listed; they are when absent."),
    "include_confidence": .note("Whether scores are told; they are when absent."),
    "response_format": .note("markdown and text say the same; json adds nothing that the answer has not."),
]

/// A question with pictures taken into account.
struct MultimodalQueryRequest: APIMessage {
    enum Depth: String, APIChoice { case basic, standard, detailed }

    var question: String?
    var query: String?
    var contextDocuments: [String]?
    var documentIds: [String]?
    var contextTags: [String]?
    var maxContextChunks: Int
    var temperature: Double
    var maxTokens: Int
    var includeImageContext: Bool
    var includeOcrContext: Bool
    var multimodalLlmModel: String?
    var model: String?
    var imageAnalysisDepth: Depth
    var includeSources: Bool
    var includeConfidence: Bool
    var includeImageReferences: Bool
    var responseFormat: AnswerFormat

    static let rules = answerRules.merging([
        "question": .count(1...2000, "The question."), "query": .count(1...2000, "The same as question."),
        "max_context_chunks": .range(1...20, default: 5, "Passages that the answer may stand on."), "temperature": .range(0...2, default: 0.2),
        "max_tokens": .range(50...4000, default: 500, "Of the answer."),
        "include_image_context": .fallback(false, "Whether captions of pictures count as passages."),
        "include_ocr_context": .fallback(true, "Whether text read in pictures counts as passages."),
        "multimodal_llm_model": .count(1...200, "Taken as model: what pictures show comes from their captions and from text read in them."),
        "image_analysis_depth": .fallback("standard", "Taken; pictures were analysed when they were stored."),
        "include_sources": .fallback(true), "include_confidence": .fallback(true),
        "include_image_references": .fallback(false, "Whether pictures on the pages of the sources are listed."),
        "response_format": .fallback("markdown"),
    ]) { $1 }

    var wish: AnswerWish {
        var wish = AnswerWish(question: question ?? query ?? "")
        wish.documents = contextDocuments ?? documentIds ?? []
        wish.tags = contextTags ?? []
        wish.passages = maxContextChunks
        wish.includesSources = includeSources
        wish.includesConfidence = includeConfidence
        wish.model = model ?? multimodalLlmModel
        wish.temperature = temperature
        wish.maximumTokens = maxTokens
        wish.format = responseFormat
        return wish
    }
}

struct RAGQueryRequest: APIMessage {
    var query: String
    var topK: Int
    var similarityThreshold: Double?
    var includeMetadata: Bool
    var enableReranking: Bool
    var documentIds: [String]?

    static let rules: [String: FieldRules] = [
        "query": .count(1...2000, "The question."), "top_k": .range(1...20, default: 5, "Passages that the answer may stand on."),
        "similarity_threshold": .range(0...1, "Least cosine of passages found by meaning; when absent, what was measured for the model."),
        "include_metadata": .fallback(true), "enable_reranking": .fallback(true, "Taken; passages are always ordered by how well they answer."),
        "document_ids": .count(0...100, "Only these documents."),
    ]

    var wish: AnswerWish {
        var wish = AnswerWish(question: query)
        wish.documents = documentIds ?? []
        wish.passages = topK
        wish.leastSimilarity = similarityThreshold
        return wish
    }
}

struct RAGChatRequest: APIMessage {
    var message: String
    var conversationId: String?
    var topK: Int
    var includeHistory: Bool
    var documentIds: [String]?
    var model: String?

    static let rules: [String: FieldRules] = [
        "message": .count(1...2000, "The question."),
        "conversation_id": .count(1...64, "Goes on with this conversation, or begins one of that name; a new one when absent."),
        "top_k": .range(1...20, default: 5, "Passages that the answer may stand on."),
        "include_history": .fallback(true, "Whether earlier questions count."), "document_ids": .count(0...100, "Only these documents."),
        "model": .count(1...200, "One of the models that are set up, or extractive for quotes."),
    ]

    var wish: AnswerWish {
        var wish = AnswerWish(question: message)
        wish.documents = documentIds ?? []
        wish.passages = topK
        wish.model = model
        wish.conversation = conversationId
        wish.isConversation = true
        wish.remembers = includeHistory
        return wish
    }
}

/// What any of the requests asks for.
struct AnswerWish: Sendable {
    var question: String
    var documents: [String] = []
    var tags: [String] = []
    /// `nil` for the standard.
    var passages: Int?
    var leastSimilarity: Double?
    var mode: AnswerSearchType?
    var model: String?
    var temperature: Double?
    var maximumTokens: Int?
    var includesSources = true
    var includesConfidence = true
    var format = AnswerFormat.markdown
    var conversation: String?
    /// Whether the turn is kept when no conversation is named.
    var isConversation = false
    var remembers = true

    init(question: String) {
        self.question = question
    }
}

struct ConversationQuery: APIMessage {
    var limit: Int?
    var offset: Int?
    var page: Int?
    var pageSize: Int?

    static let rules: [String: FieldRules] = [
        "limit": .range(1...100, "50 when absent."), "offset": .range(0...1_000_000), "page": .range(1...1_000_000), "page_size": .range(1...100),
    ]
}
