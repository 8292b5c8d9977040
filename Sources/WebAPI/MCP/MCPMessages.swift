struct MCPSearchArguments: APIMessage {
    enum Mode: String, APIChoice { case hybrid, keyword, semantic }

    var query: String
    var limit: Int
    var mode: Mode
    var documentIds: [String]?

    static let rules: [String: FieldRules] = [
        "query": .count(1...1000, "What to look for; \"phrases\", -exclusions and OR are understood."),
        "limit": .range(1...20, default: 5, "Passages at most."), "mode": .fallback("hybrid", "By words, by meaning, or both."),
        "document_ids": .count(0...100, "Only these documents."),
    ]
}

struct MCPAskArguments: APIMessage {
    var question: String
    var documentIds: [String]?
    var passages: Int
    var model: String?

    static let rules: [String: FieldRules] = [
        "question": .count(1...2000, "The question, in any language."), "document_ids": .count(0...100, "Only these documents."),
        "passages": .range(1...20, default: 5, "Passages that the answer may stand on."),
        "model": .count(1...200, "A language model of the service; extractive for quotes."),
    ]
}

struct MCPPageArguments: APIMessage {
    var documentId: String
    var page: Int

    static let rules: [String: FieldRules] = [
        "document_id": .count(1...64, "As list_documents and search tell it."), "page": .range(1...1_000_000, "From 1."),
    ]
}

struct MCPListArguments: APIMessage {
    var words: String?
    var limit: Int
    var offset: Int

    static let rules: [String: FieldRules] = [
        "words": .count(1...200, "Only documents with these words in title, file name or text."), "limit": .range(1...100, default: 50),
        "offset": .range(0...1_000_000, default: 0, "Documents to pass over."),
    ]
}

struct MCPPassage: APIMessage {
    var documentId: String
    var documentTitle: String
    var page: Int
    var chunkId: String
    var headings: [String]
    var score: Double
    var text: String
}

struct MCPPassages: APIMessage {
    var passages: [MCPPassage]
    var totalCount: Int
    var warnings: [String]
}

struct MCPAnswer: APIMessage {
    var answer: String
    var isAnswered: Bool
    var confidence: Double
    var model: String
    var sentences: [SentenceLine]
    var warnings: [String]
}

struct MCPPage: APIMessage {
    var documentId: String
    var documentTitle: String
    var page: Int
    var pageCount: Int
    var markdown: String
}

struct MCPDocument: APIMessage {
    var documentId: String
    var title: String
    var filename: String
    var pageCount: Int
    var status: String
    var tags: [String]
    var uploadedAt: String
}

struct MCPDocuments: APIMessage {
    var documents: [MCPDocument]
    var totalCount: Int
    var offset: Int
}

/// A message of JSON-RPC 2.0, for the description of the route: what is in `params` depends on the method.
struct MCPMessage: APIMessage {
    var jsonrpc: String
    var method: String
    var id: JSONTree?
    var params: JSONTree?

    static let rules: [String: FieldRules] = [
        "jsonrpc": .note("2.0"), "method": .count(1...100, "initialize, ping, tools/list or tools/call."),
        "id": .note("A text or a whole number; absent for notifications."),
    ]
}

struct MCPReply: APIMessage {
    var jsonrpc: String
    var id: JSONTree?
    var result: JSONTree?
    var error: JSONTree?
}
