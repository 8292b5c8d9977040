import Backends
package import DocumentModel
package import Retrieval

/// An answer with where it stands: the documented members, and those of the other dialect that say more.
struct QueryAnswer: APIMessage {
    var queryId: String
    var query: String
    var question: String
    var answer: String
    /// The same as answer.
    var response: String
    var isAnswered: Bool
    var confidenceScore: Double?
    var completenessScore: Double?
    var sources: [SourceLine]?
    var sentences: [SentenceLine]
    var contextUsed: Int
    var imageContextUsed: Int?
    var imageReferences: [ImageReference]?
    var processingTime: Double
    var processingTimeMs: Double
    var tokenUsage: TokenLine
    /// "extractive" when the sentences are quotes.
    var model: String
    var modelUsed: String
    var searchedFor: String
    var conversationId: String?
    var documentId: String?
    var metadata: DocumentFacts?
    var warnings: [String]

    /// Of an answer about one document.
    struct DocumentFacts: APIMessage {
        var responseMode: String
        var similarityTopK: Int
        var documentTitle: String
        var documentType: String
    }

    static let rules: [String: FieldRules] = [
        "is_answered": .note("False when the documents hold no answer; the answer says so then."),
        "confidence_score": .note("0 to 1: how well the sentences are supported and the question is covered."),
        "completeness_score": .note("Share of the question's words that the cited sentences speak of."),
        "context_used": .note("Passages that the answer could stand on."),
        "sentences": .note("The answer sentence by sentence, each with what it cites and how well that supports it."),
        "model": .note("What wrote the answer; extractive when the sentences are quotes."),
        "searched_for": .note("The question with what earlier ones were about, when it refers to them."),
    ]
}

struct TokenLine: APIMessage {
    var promptTokens: Int
    var completionTokens: Int
    var totalTokens: Int

    init(_ usage: TokenUsage?) {
        promptTokens = usage?.promptTokens ?? 0
        completionTokens = usage?.completionTokens ?? 0
        totalTokens = promptTokens + completionTokens
    }
}

/// A passage that the answer could stand on.
struct SourceLine: APIMessage {
    /// As in the brackets of the answer.
    var number: Int
    var documentId: String
    var documentTitle: String
    var documentName: String
    var chunkId: String
    var nodeId: String
    var relevanceScore: Double
    var score: Double
    var excerpt: String
    var textSnippet: String
    var pageNumber: Int
    var contentType: String
    var headings: [String]
    var regions: [RegionLine]
    var isCited: Bool

    private static let longestSnippet = 200

    init(_ source: AnswerSource, isCited: Bool) {
        let chunk = source.found.chunk
        number = source.number
        documentId = source.found.document.rawValue
        documentTitle = source.found.documentTitle
        documentName = source.found.documentTitle
        chunkId = source.found.id.description
        nodeId = chunkId
        relevanceScore = (source.score * 10_000).rounded() / 10_000
        score = relevanceScore
        excerpt = source.excerpt.quote
        textSnippet = String(chunk.text.prefix(Self.longestSnippet))
        pageNumber = source.excerpt.page
        contentType = chunk.kind.rawValue
        headings = chunk.headings
        regions = source.excerpt.regions.map(RegionLine.init)
        self.isCited = isCited
    }
}

/// A sentence of an answer with what it stands on.
package struct SentenceLine: APIMessage {
    /// What its citations make of it.
    package enum Verdict: String, APIChoice { case supported, partly, unsupported, remark, related }

    var text: String
    var support: Double
    var verdict: Verdict
    var citations: [CitationLine]
    var unsupportedNumerals: [String]
    var unsupportedNames: [String]

    package static let rules: [String: FieldRules] = [
        "support": .note("0 to 1: how far what it cites says the same."),
        "verdict": .note(
            "remark for sentences that say nothing that could be true or false; related for a quote that comes closest where nothing answers."),
        "unsupported_numerals": .note("Numbers of the sentence that are in no source."),
    ]

    package init(_ sentence: AnswerSentence) {
        text = sentence.text
        support = sentence.support
        verdict = Verdict(rawValue: sentence.verdict.rawValue) ?? .unsupported
        citations = sentence.citations.map(CitationLine.init)
        unsupportedNumerals = sentence.unsupportedNumerals
        unsupportedNames = sentence.unsupportedNames
    }
}

/// A quote with where it stands.
package struct CitationLine: APIMessage {
    var chunkId: String
    var documentId: String
    var documentTitle: String
    var pageNumber: Int
    /// Words of the document, as they stand there.
    var quote: String
    var regions: [RegionLine]

    package init(_ citation: Citation) {
        chunkId = citation.chunk.description
        documentId = citation.chunk.document.rawValue
        documentTitle = citation.documentTitle
        pageNumber = citation.page
        quote = citation.quote
        regions = citation.regions.map(RegionLine.init)
    }
}

/// A picture that belongs to what an answer stands on.
struct ImageReference: APIMessage {
    var imageId: String
    var documentId: String
    var pageNumber: Int?
    var caption: String?
    var ocrExcerpt: String?
    var imageUrl: String
    var boundingBox: [Double]?
}

extension QueryAnswer {
    init(_ answer: Answer, _ wish: AnswerWish, id: String, seconds: Double, conversation: ConversationID?) {
        let cited = Set(answer.citedSources.map(\.number))
        queryId = id
        query = wish.question
        question = wish.question
        self.answer = answer.text
        response = answer.text
        isAnswered = answer.isAnswered
        confidenceScore = wish.includesConfidence ? answer.confidence : nil
        completenessScore = wish.includesConfidence ? answer.completeness : nil
        sources = wish.includesSources ? answer.sources.map { SourceLine($0, isCited: cited.contains($0.number)) } : nil
        sentences = answer.sentences.map(SentenceLine.init)
        contextUsed = answer.sources.count
        processingTime = (seconds * 10_000).rounded() / 10_000
        processingTimeMs = (seconds * 10_000).rounded() / 10
        tokenUsage = TokenLine(answer.usage)
        model = answer.model
        modelUsed = answer.model
        searchedFor = answer.searchedFor
        conversationId = conversation?.rawValue
        warnings = answer.warnings
    }
}

/// As the original's retrieval routes answer: bare.
struct RAGAnswer: APIMessage {
    var query: String
    var answer: String
    var sources: [SourceLine]
    var confidenceScore: Double
    var processingTime: Double
    var retrievedChunks: Int
    var isAnswered: Bool
    var sentences: [SentenceLine]
    var model: String
    var tokenUsage: TokenLine
    var warnings: [String]

    init(_ answer: QueryAnswer) {
        query = answer.query
        self.answer = answer.answer
        sources = answer.sources ?? []
        confidenceScore = answer.confidenceScore ?? 0
        processingTime = answer.processingTime
        retrievedChunks = answer.contextUsed
        isAnswered = answer.isAnswered
        sentences = answer.sentences
        model = answer.model
        tokenUsage = answer.tokenUsage
        warnings = answer.warnings
    }
}

struct RAGChatAnswer: APIMessage {
    var message: String
    var response: String
    var conversationId: String
    var sources: [SourceLine]
    var processingTime: Double
    var confidenceScore: Double
    var isAnswered: Bool
    var sentences: [SentenceLine]
    var model: String
    var searchedFor: String
    var tokenUsage: TokenLine
    var warnings: [String]

    init(_ answer: QueryAnswer) {
        message = answer.query
        response = answer.answer
        conversationId = answer.conversationId ?? ""
        sources = answer.sources ?? []
        processingTime = answer.processingTime
        confidenceScore = answer.confidenceScore ?? 0
        isAnswered = answer.isAnswered
        sentences = answer.sentences
        model = answer.model
        searchedFor = answer.searchedFor
        tokenUsage = answer.tokenUsage
        warnings = answer.warnings
    }
}

struct ConversationLine: APIMessage {
    var conversationId: String
    var title: String
    var createdAt: String
    var updatedAt: String
    var turnCount: Int

    init(_ conversation: Conversation) {
        conversationId = conversation.id.rawValue
        title = conversation.title
        createdAt = conversation.createdAt.iso8601
        updatedAt = conversation.updatedAt.iso8601
        turnCount = conversation.turnCount
    }
}

struct ConversationListing: APIMessage {
    var conversations: [ConversationLine]
    var pagination: Pagination
    var totalCount: Int
}

struct ConversationDetails: APIMessage {
    struct Turn: APIMessage {
        var question: String
        var answer: String
        var citations: [JSONTree]
        var model: String
        var timestamp: String
    }

    var conversationId: String
    var title: String
    var createdAt: String
    var updatedAt: String
    var turnCount: Int
    var turns: [Turn]

    init(_ conversation: Conversation, _ turns: [ConversationTurn]) {
        let line = ConversationLine(conversation)
        conversationId = line.conversationId
        title = line.title
        createdAt = line.createdAt
        updatedAt = line.updatedAt
        turnCount = line.turnCount
        self.turns = turns.map { turn in
            let citations: [JSONTree]
            if case .array(let all)? = JSONTree(parsing: turn.citationsJSON) { citations = all } else { citations = [] }
            return Turn(question: turn.question, answer: turn.answer, citations: citations, model: turn.model, timestamp: turn.at.iso8601)
        }
    }
}
