/// Something in a message that its schema does not allow.
package struct SchemaViolation: Hashable, Sendable, Codable {
    /// Where: "options.page_range", "urls[3]"; empty for the message itself.
    package var field: String
    package var problem: String

    package init(field: String, problem: String) {
        self.field = field
        self.problem = problem
    }
}

extension Schema {
    /// The message with defaults filled in, or what is wrong with it. Members that the schema does not know are left out.
    package func accept(_ tree: JSONTree, at path: String = "") -> Result<JSONTree, SchemaViolations> {
        var violations: [SchemaViolation] = []
        let accepted = check(tree, path, &violations)
        return violations.isEmpty ? .success(accepted) : .failure(SchemaViolations(list: violations))
    }

    private func check(_ tree: JSONTree, _ path: String, _ violations: inout [SchemaViolation]) -> JSONTree {
        func refuse(_ problem: String) -> JSONTree {
            violations.append(SchemaViolation(field: path, problem: problem))
            return tree
        }
        switch (kind, tree) {
        case (.any, _), (.binary, _): return tree
        case (.either(let shapes), _):
            for shape in shapes {
                var problems: [SchemaViolation] = []
                let accepted = shape.check(tree, path, &problems)
                if problems.isEmpty { return accepted }
            }
            return refuse("must be \(expectation)")
        case (.string, .string(let text)):
            if let problem = rules.problem(ofCount: text.unicodeScalars.count, unit: "characters") { return refuse(problem) }
            return text.utf8.contains(0) ? refuse("must not hold a NUL character") : tree
        case (.choice(let choices), .string(let text)):
            return choices.contains(text) ? tree : refuse("must be one of \(choices.joined(separator: ", "))")
        case (.boolean, .boolean): return tree
        case (.integer, .integer(let whole)):
            return rules.problem(ofNumber: Double(whole)).map(refuse) ?? tree
        case (.integer, .number(let number)) where number == number.rounded() && abs(number) < 1e15:
            return rules.problem(ofNumber: number).map(refuse) ?? .integer(Int64(number))
        case (.number, .integer(let whole)):
            return rules.problem(ofNumber: Double(whole)).map(refuse) ?? tree
        case (.number, .number(let number)):
            return rules.problem(ofNumber: number).map(refuse) ?? tree
        case (.array(let element), .array(let elements)):
            if let problem = rules.problem(ofCount: elements.count, unit: "elements") { return refuse(problem) }
            return .array(elements.enumerated().map { element.check($1, "\(path)[\($0)]", &violations) })
        case (.map(let value), .object(let members)):
            if let problem = rules.problem(ofCount: members.count, unit: "members") { return refuse(problem) }
            return .object(Dictionary(uniqueKeysWithValues: members.map { ($0, value.check($1, joined(path, $0), &violations)) }))
        case (.object(let properties), .object(let members)):
            return .object(check(members, against: properties, path, &violations))
        default: return refuse("must be \(expectation)")
        }
    }

    private func check(
        _ members: [String: JSONTree], against properties: [SchemaProperty], _ path: String, _ violations: inout [SchemaViolation]
    ) -> [String: JSONTree] {
        var accepted: [String: JSONTree] = [:]
        for property in properties {
            switch members[property.name] {
            case nil,
                .null where !property.isRequired:
                if let fallback = property.schema.rules.fallback {
                    accepted[property.name] = fallback
                } else if property.isRequired {
                    violations.append(SchemaViolation(field: joined(path, property.name), problem: "is missing"))
                }
            case let value?: accepted[property.name] = property.schema.check(value, joined(path, property.name), &violations)
            }
        }
        return accepted
    }

    private func joined(_ path: String, _ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

    private var expectation: String {
        switch kind {
        case .any, .binary: "anything"
        case .string, .choice: "a string"
        case .integer: "a whole number"
        case .number: "a number"
        case .boolean: "true or false"
        case .array: "a list"
        case .object, .map: "an object"
        case .either(let shapes): shapes.map(\.expectation).joined(separator: " or ")
        }
    }
}

/// Everything in a message that its schema does not allow.
package struct SchemaViolations: Error, Hashable, Sendable {
    package var list: [SchemaViolation]
}

extension FieldRules {
    fileprivate func problem(ofNumber number: Double) -> String? {
        if let minimum, number < minimum { return "must be at least \(Self.brief(minimum))" }
        if let maximum, number > maximum { return "must be at most \(Self.brief(maximum))" }
        return number.isFinite ? nil : "must be a finite number"
    }

    fileprivate func problem(ofCount count: Int, unit: String) -> String? {
        if let minimumCount, count < minimumCount { return "must have at least \(minimumCount) \(unit)" }
        if let maximumCount, count > maximumCount { return "must have at most \(maximumCount) \(unit)" }
        return nil
    }

    private static func brief(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
    }
}
