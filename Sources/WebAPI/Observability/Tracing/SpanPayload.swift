import Tracing

/// Spans as the body of OTLP over HTTP: ids in hexadecimal, 64-bit numbers as text, enumerations as numbers.
enum SpanPayload {
    /// Attributes of one span or event at most, and characters of a value.
    private static let mostAttributes = 64
    private static let mostCharacters = 1024

    /// What the HTTP client tells of a request: addresses of documents hold names, and often a secret that opens them. Its host is told.
    private static let addresses: Set = ["url.full", "url.path", "url.query"]

    static func tree(_ spans: [FinishedSpan], resource: [(String, String)]) -> JSONTree {
        let about = resource.map { attribute($0.0, ["stringValue": .string($0.1)]) }
        let scope: JSONTree = ["scope": ["name": "mivaa"], "spans": .array(spans.map(tree))]
        return ["resourceSpans": [["resource": ["attributes": .array(about)], "scopeSpans": [scope]]]]
    }

    private static func tree(_ span: FinishedSpan) -> JSONTree {
        var members: [String: JSONTree] = [
            "traceId": .string(span.identity.trace), "spanId": .string(span.identity.span), "name": .string(span.name),
            "kind": .integer(number(span.kind)), "startTimeUnixNano": .string(String(span.startNanoseconds)),
            "endTimeUnixNano": .string(String(span.endNanoseconds)), "attributes": .array(attributes(span.attributes)),
        ]
        if let parent = span.parent { members["parentSpanId"] = .string(parent) }
        if let state = span.identity.state { members["traceState"] = .string(state) }
        if !span.events.isEmpty { members["events"] = .array(span.events.map(tree)) }
        if !span.links.isEmpty { members["links"] = .array(span.links.compactMap(tree)) }
        if span.hasFailed { members["status"] = ["code": 2] }
        return .object(members)
    }

    private static func tree(_ event: SpanEvent) -> JSONTree {
        [
            "name": .string(event.name), "timeUnixNano": .string(String(event.nanosecondsSinceEpoch)),
            "attributes": .array(attributes(event.attributes)),
        ]
    }

    private static func tree(_ link: SpanLink) -> JSONTree? {
        guard let trace = link.context.trace else { return nil }
        return ["traceId": .string(trace.trace), "spanId": .string(trace.span), "attributes": .array(attributes(link.attributes))]
    }

    private static func number(_ kind: SpanKind) -> Int64 {
        switch kind {
        case .internal: 1
        case .server: 2
        case .client: 3
        case .producer: 4
        case .consumer: 5
        }
    }

    private static func attributes(_ attributes: SpanAttributes) -> [JSONTree] {
        var list: [JSONTree] = []
        attributes.forEach { name, value in
            if list.count < mostAttributes, !addresses.contains(name) { list.append(attribute(name, tree(value))) }
        }
        return list
    }

    private static func attribute(_ name: String, _ value: JSONTree) -> JSONTree { ["key": .string(name), "value": value] }

    private static func tree(_ value: SpanAttribute) -> JSONTree {
        switch value {
        case .int32(let number): ["intValue": .string(String(number))]
        case .int64(let number): ["intValue": .string(String(number))]
        case .double(let number): ["doubleValue": .number(number.isFinite ? number : 0)]
        case .bool(let truth): ["boolValue": .boolean(truth)]
        case .string(let text): ["stringValue": .string(String(text.prefix(mostCharacters)))]
        case .stringConvertible(let value): ["stringValue": .string(String("\(value)".prefix(mostCharacters)))]
        case .int32Array(let values): list(values.map { tree(.int32($0)) })
        case .int64Array(let values): list(values.map { tree(.int64($0)) })
        case .doubleArray(let values): list(values.map { tree(.double($0)) })
        case .boolArray(let values): list(values.map { tree(.bool($0)) })
        case .stringArray(let values): list(values.map { tree(.string($0)) })
        default: ["stringValue": ""]
        }
    }

    private static func list(_ values: [JSONTree]) -> JSONTree { ["arrayValue": ["values": .array(Array(values.prefix(mostAttributes)))]] }
}
