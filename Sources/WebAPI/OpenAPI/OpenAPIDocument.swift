import DocumentModel
import HTTPTypes

/// The service described by its own route table (OpenAPI 3.1.0).
package struct OpenAPIDocument: Sendable {
    private let table: RouteTable
    private let version: String

    package init(_ table: RouteTable, version: String) {
        self.table = table
        self.version = version
    }

    package var tree: JSONTree {
        var components = SchemaComponents()
        var paths: [String: [String: JSONTree]] = [:]
        for route in table.routes {
            for (index, path) in ([route.path] + route.aliases).enumerated() {
                let operation = operation(route, isAlias: index > 0, number: index, &components)
                paths[path, default: [:]][route.method.rawValue.lowercased()] = operation
            }
        }
        let schemas = components.trees
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "MIVAA", "version": .string(version),
                "description": "Turns PDFs into knowledge that people and programs can use.",
            ],
            "paths": .object(paths.mapValues { .object($0) }),
            "tags": .array(RouteSection.allCases.map { ["name": .string($0.rawValue)] }),
            "components": [
                "schemas": .object(schemas),
                "securitySchemes": [
                    "bearer": ["type": "http", "scheme": "bearer", "bearerFormat": "JWT"],
                    "apiKey": ["type": "apiKey", "in": "header", "name": "X-API-Key"],
                ],
            ],
        ]
    }

    private func operation(_ route: Route, isAlias: Bool, number: Int, _ components: inout SchemaComponents) -> JSONTree {
        var members: [String: JSONTree] = [
            "operationId": .string(isAlias ? "\(route.name)_alias_\(number)" : route.name), "summary": .string(route.summary),
            "tags": [.string(route.section.rawValue)], "parameters": .array(parameters(route, &components)),
            "responses": .object(responses(route, &components)),
        ]
        if isAlias { members["deprecated"] = true }
        if let body = route.body { members["requestBody"] = requestBody(body, &components) }
        switch route.access {
        case .open: break
        case .openExtraction: members["security"] = [[:], ["bearer": []], ["apiKey": []]]
        case .signedIn, .permission, .administrator: members["security"] = [["bearer": []], ["apiKey": []]]
        }
        if case .permission(let permission) = route.access { members["x-permission"] = .string(permission.rawValue) }
        members["x-rate-class"] = .string(route.rateClass.rawValue)
        return .object(members)
    }

    private func parameters(_ route: Route, _ components: inout SchemaComponents) -> [JSONTree] {
        let inPath = route.pathParameters.map { name -> JSONTree in
            let isNumber = !name.hasSuffix("_id") && (name == "page" || name == "number" || name == "width")
            let schema: JSONTree = isNumber ? ["type": "integer", "minimum": 0] : ["type": "string", "minLength": 1, "maxLength": 64]
            return ["name": .string(name), "in": "path", "required": true, "schema": schema]
        }
        let inQuery = (route.query?.properties ?? []).map { property -> JSONTree in
            var members: [String: JSONTree] = [
                "name": .string(property.name), "in": "query", "required": .boolean(property.isRequired),
                "schema": components.tree(property.schema),
            ]
            if let summary = property.schema.rules.summary { members["description"] = .string(summary) }
            return .object(members)
        }
        return inPath + inQuery
    }

    private func requestBody(_ body: RequestBodyShape, _ components: inout SchemaComponents) -> JSONTree {
        var contents: [String: JSONTree] = [:]
        if let json = body.json { contents["application/json"] = ["schema": components.tree(json)] }
        if let form = body.form { contents["multipart/form-data"] = ["schema": formSchema(form, body.files, &components)] }
        return ["required": .boolean(!body.isOptional), "content": .object(contents)]
    }

    private func formSchema(_ form: Schema, _ files: [FilePart], _ components: inout SchemaComponents) -> JSONTree {
        var properties: [String: JSONTree] = [:]
        var required: [JSONTree] = []
        for property in form.properties {
            properties[property.name] = components.tree(property.schema)
            if property.isRequired { required.append(.string(property.name)) }
        }
        for file in files {
            let bytes: JSONTree = ["type": "string", "format": "binary", "description": .string(file.summary)]
            properties[file.name] = file.isRepeated ? ["type": "array", "items": bytes] : bytes
            if file.isRequired { required.append(.string(file.name)) }
        }
        return ["type": "object", "properties": .object(properties), "required": .array(required)]
    }

    private func responses(_ route: Route, _ components: inout SchemaComponents) -> [String: JSONTree] {
        var responses: [String: JSONTree] = [:]
        for reply in route.replies {
            var members: [String: JSONTree] = ["description": .string(reply.summary)]
            if !reply.contents.isEmpty {
                members["content"] = .object(
                    Dictionary(
                        uniqueKeysWithValues: reply.contents.map { type, schema in
                            (type, ["schema": schema.map { components.tree($0) } ?? Self.unstructured(type)])
                        }))
            }
            responses[String(reply.status.code)] = .object(members)
        }
        let errorSchema = components.tree(Schema(of: ErrorBody.self))
        let codes = Dictionary(grouping: errorCodes(route), by: { $0.status.code })
        for (status, codes) in codes {
            let names = codes.map(\.rawValue).sorted().joined(separator: ", ")
            responses[String(status)] = [
                "description": .string(names), "content": ["application/json": ["schema": errorSchema]],
            ]
        }
        return responses
    }

    /// Bytes; but JSON without a schema of ours is any JSON.
    private static func unstructured(_ mediaType: String) -> JSONTree {
        mediaType == "application/json" ? [:] : ["type": "string", "format": "binary"]
    }

    /// What may go wrong, as far as it follows from the route's description.
    private func errorCodes(_ route: Route) -> Set<APIError.Code> {
        var codes = route.errors.union([.internalError, .busy])
        if route.rateClass != .unlimited { codes.insert(.rateLimited) }
        if route.query != nil { codes.insert(.validation) }
        if !route.pathParameters.isEmpty { codes.insert(.notFound) }
        if route.body != nil { codes.formUnion([.badRequest, .validation, .tooLarge, .unsupportedContentType, .requestTimeout]) }
        switch route.access {
        case .open: break
        case .openExtraction, .signedIn: codes.formUnion([.authenticationRequired, .forbidden])
        case .permission, .administrator: codes.formUnion([.authenticationRequired, .forbidden])
        }
        return codes
    }
}

/// Shapes that are written once and referred to.
struct SchemaComponents {
    private(set) var trees: [String: JSONTree] = [:]

    /// The schema, or a reference to it when it has a name.
    mutating func tree(_ schema: Schema) -> JSONTree {
        guard let name = schema.name else { return .object(members(schema)) }
        if trees[name] == nil {
            trees[name] = .null
            trees[name] = .object(members(schema))
        }
        return ["$ref": .string("#/components/schemas/\(name)")]
    }

    /// Members that may be left out may also be null: many clients write all that they know of.
    mutating func tree(of property: SchemaProperty) -> JSONTree {
        let tree = tree(property.schema)
        guard !property.isRequired, case .object(var members) = tree, !members.isEmpty else { return tree }
        guard case .string(let type)? = members["type"] else { return ["anyOf": [tree, ["type": "null"]]] }
        members["type"] = [.string(type), "null"]
        if case .array(let choices)? = members["enum"] { members["enum"] = .array(choices + [.null]) }
        return .object(members)
    }

    private mutating func members(_ schema: Schema) -> [String: JSONTree] {
        var members = typeMembers(schema)
        let rules = schema.rules
        if let summary = rules.summary { members["description"] = .string(summary) }
        if let format = rules.format { members["format"] = .string(format) }
        if let pattern = rules.pattern { members["pattern"] = .string(pattern) }
        if let fallback = rules.fallback { members["default"] = fallback }
        if let minimum = rules.minimum { members["minimum"] = .number(minimum) }
        if let maximum = rules.maximum { members["maximum"] = .number(maximum) }
        let unit =
            switch schema.kind {
            case .array: "Items"
            case .map: "Properties"
            default: "Length"
            }
        if let count = rules.minimumCount { members["min\(unit)"] = .integer(Int64(count)) }
        if let count = rules.maximumCount { members["max\(unit)"] = .integer(Int64(count)) }
        return members
    }

    private mutating func typeMembers(_ schema: Schema) -> [String: JSONTree] {
        switch schema.kind {
        case .any: return [:]
        case .string(let format): return ["type": "string"].merging(format.map { ["format": .string($0)] } ?? [:]) { $1 }
        case .choice(let choices): return ["type": "string", "enum": .array(choices.map { .string($0) })]
        case .integer: return ["type": "integer"]
        case .number: return ["type": "number"]
        case .boolean: return ["type": "boolean"]
        case .binary: return ["type": "string", "format": "binary"]
        case .array(let element): return ["type": "array", "items": tree(element)]
        case .either(let shapes): return ["anyOf": .array(shapes.map { tree($0) })]
        case .map(let value): return ["type": "object", "additionalProperties": tree(value)]
        case .object(let properties):
            var trees: [String: JSONTree] = [:]
            for property in properties { trees[property.name] = tree(of: property) }
            let required = properties.filter(\.isRequired).map { JSONTree.string($0.name) }
            return ["type": "object", "properties": .object(trees), "required": .array(required)]
        }
    }
}
