/// What is to be searched for entities.
struct EntityRequest: APIMessage {
    var input: SubjectMessage
    var extractionOptions: EntityOptions?

    static let rules: [String: FieldRules] = ["input": .note("A file comes as the part `file` of a form instead.")]
}

struct EntityForm: APIMessage {
    var extractionOptions: EntityOptions?

    static let rules: [String: FieldRules] = ["extraction_options": .note("As a JSON object.")]
}

struct EntityOptions: APIMessage {
    var entityTypes: [String]?
    var confidenceThreshold: Double?
    var minConfidence: Double?
    var includeContext: Bool
    var limit: Int

    static let rules: [String: FieldRules] = [
        "entity_types": .count(
            0...20, "PERSON, ORG, LOCATION, DATE, MONEY, QUANTITY, PRODUCT, STANDARD, EMAIL, URL, PHONE; all when absent."),
        "confidence_threshold": .range(0...1, "Least confidence; 0 when absent: what is uncertain is not kept anyway."),
        "min_confidence": .range(0...1, "The same as confidence_threshold."),
        "include_context": .fallback(true), "limit": .range(1...10_000, default: 1000, "Entities listed; all are counted."),
    ]
}

/// Entities of the document in the path, as older clients ask for them.
struct DocumentEntityRequest: APIMessage {
    var entityTypes: [String]?
    var includeConfidence: Bool
    var minConfidence: Double?
    var confidenceThreshold: Double?
    var limit: Int

    static let rules: [String: FieldRules] = [
        "entity_types": .count(0...20, "PERSON, ORG, DATE and LOCATION when absent."),
        "include_confidence": .fallback(true), "min_confidence": .range(0...1), "confidence_threshold": .range(0...1, "The same as min_confidence."),
        "limit": .range(1...10_000, default: 1000, "Entities listed; all are counted."),
    ]
}

/// Which entities of the workspace.
struct EntityListQuery: APIMessage {
    var entityTypes: [String]?
    var minConfidence: Double
    var documentIds: [String]?
    var tags: [String]?
    var q: String?
    var limit: Int?
    var offset: Int?
    var page: Int?
    var pageSize: Int?

    static let rules: [String: FieldRules] = [
        "entity_types": .count(0...20), "min_confidence": .range(0...1, default: 0), "document_ids": .count(0...100),
        "tags": .count(0...50, "The documents have all of these."), "q": .count(1...200, "A part of the name, in any case."),
        "limit": .range(1...200, "50 when absent."), "offset": .range(0...10_000_000), "page": .range(1...1_000_000, "From 1; instead of offset."),
        "page_size": .range(1...200, "Instead of limit."),
    ]

    var part: PageOfList { PageOfList(limit: limit, offset: offset, page: page, pageSize: pageSize, standard: 50) }
}

struct EntityGraphQuery: APIMessage {
    var entityTypes: [String]?
    var minConfidence: Double
    var documentIds: [String]?
    var tags: [String]?
    var q: String?
    var maxNodes: Int
    var minWeight: Int

    static let rules: [String: FieldRules] = [
        "entity_types": .count(0...20, "PERSON, ORG and LOCATION when absent."), "min_confidence": .range(0...1, default: 0),
        "document_ids": .count(0...100), "tags": .count(0...50, "The documents have all of these."),
        "q": .count(1...200, "A part of the name, in any case."), "max_nodes": .range(1...300, default: 60, "Those with the most mentions."),
        "min_weight": .range(1...1_000_000, default: 1, "Passages that two entities must share."),
    ]
}

/// Where one entity stands.
struct EntityMentionQuery: APIMessage {
    var label: String
    var name: String
    var minConfidence: Double
    var documentIds: [String]?
    var tags: [String]?
    var limit: Int
    var offset: Int

    static let rules: [String: FieldRules] = [
        "label": .count(1...40, "PERSON, ORG, ..."), "name": .count(1...500, "In any writing: \"ACME Inc.\" finds what stands for \"Acme\"."),
        "min_confidence": .range(0...1, default: 0), "document_ids": .count(0...100), "tags": .count(0...50),
        "limit": .range(1...200, default: 50), "offset": .range(0...10_000_000, default: 0),
    ]
}

struct DocumentEntityQuery: APIMessage {
    var entityTypes: [String]?
    var minConfidence: Double
    var limit: Int
    var offset: Int
    var includeContext: Bool

    static let rules: [String: FieldRules] = [
        "entity_types": .count(0...20), "min_confidence": .range(0...1, default: 0), "limit": .range(1...1000, default: 200),
        "offset": .range(0...10_000_000, default: 0), "include_context": .fallback(true),
    ]
}
