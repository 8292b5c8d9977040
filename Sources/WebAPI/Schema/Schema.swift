/// The shape of a JSON value: the part of JSON Schema (2020-12) that the service's messages need.
package struct Schema: Hashable, Sendable {
    package indirect enum Kind: Hashable, Sendable {
        case any
        case string(format: String?)
        case choice([String])
        case integer
        case number
        case boolean
        case array(Schema)
        case object([SchemaProperty])
        /// Any names, each with a value of this shape.
        case map(Schema)
        /// One of these shapes.
        case either([Schema])
        /// Raw bytes of a part or a body.
        case binary
    }

    package var kind: Kind
    /// Of the type, for objects that are shared; `nil` for the others.
    package var name: String?
    package var rules: FieldRules

    package init(_ kind: Kind, name: String? = nil, rules: FieldRules = FieldRules()) {
        self.kind = kind
        self.name = name
        self.rules = rules
    }

    package var properties: [SchemaProperty] {
        guard case .object(let properties) = kind else { return [] }
        return properties
    }
}

/// One member of an object.
package struct SchemaProperty: Hashable, Sendable {
    package var name: String
    package var schema: Schema
    package var isRequired: Bool
}

/// What a member of a message may be, beyond its type.
package struct FieldRules: Hashable, Sendable {
    package var minimum: Double?
    package var maximum: Double?
    /// Characters of a string, elements of an array.
    package var minimumCount: Int?
    package var maximumCount: Int?
    /// Regular expression that a string matches, for the description: whoever reads the string checks it.
    package var pattern: String?
    /// Taken when the member is absent.
    package var fallback: JSONTree?
    package var summary: String?
    /// What kind of text, for people and tools: "date-time", "uri". Nothing is checked by it.
    package var format: String?

    package init(
        minimum: Double? = nil, maximum: Double? = nil, minimumCount: Int? = nil, maximumCount: Int? = nil, fallback: JSONTree? = nil,
        summary: String? = nil, format: String? = nil, pattern: String? = nil
    ) {
        self.format = format
        self.minimum = minimum
        self.maximum = maximum
        self.minimumCount = minimumCount
        self.maximumCount = maximumCount
        self.pattern = pattern
        self.fallback = fallback
        self.summary = summary
    }

    /// Numbers within a range.
    package static func range(_ range: ClosedRange<Double>, default fallback: JSONTree? = nil, _ summary: String? = nil) -> FieldRules {
        FieldRules(minimum: range.lowerBound, maximum: range.upperBound, fallback: fallback, summary: summary)
    }

    /// Texts or lists of a length.
    package static func count(_ range: ClosedRange<Int>, default fallback: JSONTree? = nil, _ summary: String? = nil) -> FieldRules {
        FieldRules(minimumCount: range.lowerBound, maximumCount: range.upperBound, fallback: fallback, summary: summary)
    }

    /// These rules, and those of the type where these say nothing.
    func completed(by type: FieldRules) -> FieldRules {
        FieldRules(
            minimum: minimum ?? type.minimum, maximum: maximum ?? type.maximum, minimumCount: minimumCount ?? type.minimumCount,
            maximumCount: maximumCount ?? type.maximumCount, fallback: fallback ?? type.fallback, summary: summary ?? type.summary,
            format: format ?? type.format, pattern: pattern ?? type.pattern)
    }

    package static func fallback(_ fallback: JSONTree, _ summary: String? = nil) -> FieldRules {
        FieldRules(fallback: fallback, summary: summary)
    }

    /// A date or time.
    package static func moment(_ summary: String) -> FieldRules {
        FieldRules(maximumCount: 40, summary: summary, format: "date-time")
    }

    package static func note(_ summary: String) -> FieldRules {
        FieldRules(summary: summary)
    }
}

/// A message of the service. Its members and their types are read off its `Decodable` conformance; what types cannot say is in `rules`.
package protocol APIMessage: Codable, Sendable {
    /// By name of the member as it is on the wire (snake_case).
    static var rules: [String: FieldRules] { get }
}

extension APIMessage {
    package static var rules: [String: FieldRules] { [:] }
}
