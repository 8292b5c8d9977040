package import HTTPTypes

extension Route {
    package func also(at aliases: String...) -> Route { with { $0.aliases += aliases } }

    package func query<Query: APIMessage>(_ type: Query.Type) -> Route { with { $0.query = Schema(of: type) } }

    /// Takes a JSON message.
    package func body<Body: APIMessage>(_ type: Body.Type, isOptional: Bool = false) -> Route {
        with { route in
            var shape = route.body ?? RequestBodyShape()
            shape.json = Schema(of: type)
            shape.isOptional = isOptional
            route.body = shape
        }
    }

    /// Takes a form with files and text fields.
    package func form<Fields: APIMessage>(_ type: Fields.Type, files: FilePart...) -> Route {
        with { route in
            var shape = route.body ?? RequestBodyShape()
            shape.form = Schema(of: type)
            shape.files = files
            route.body = shape
        }
    }

    package func failing(_ codes: APIError.Code...) -> Route { with { $0.errors.formUnion(codes) } }

    /// Adds an answer that the handler of `replying` may give.
    package func reply<Value: APIMessage>(_ status: HTTPResponse.Status = .ok, _ summary: String, _ type: Value.Type) -> Route {
        reply(status, summary, shape: Schema(of: type))
    }

    /// The same for one whose members a type cannot say; a status that has a JSON answer already may have either.
    package func reply(_ status: HTTPResponse.Status = .ok, _ summary: String, shape: Schema) -> Route {
        with { route in
            guard let index = route.replies.firstIndex(where: { $0.status == status }) else {
                return route.replies.append(ReplyShape(status, summary, contents: ["application/json": shape]))
            }
            let others: [Schema] =
                switch route.replies[index].contents["application/json"]??.kind {
                case .either(let shapes)?: shapes
                default: (route.replies[index].contents["application/json"] ?? nil).map { [$0] } ?? []
                }
            route.replies[index].contents["application/json"] = others.isEmpty ? shape : Schema(.either(others + [shape]))
        }
    }

    /// Adds an answer of bytes, or another form of the answer of the same status.
    package func reply(_ status: HTTPResponse.Status = .ok, _ summary: String, mediaTypes: String...) -> Route {
        with { route in
            let contents = Dictionary(uniqueKeysWithValues: mediaTypes.map { ($0, Schema?.none) })
            if let index = route.replies.firstIndex(where: { $0.status == status }) {
                route.replies[index].contents.merge(contents) { old, _ in old }
            } else {
                route.replies.append(ReplyShape(status, summary, contents: contents))
            }
        }
    }

    /// The handler's value as JSON, wrapped in nothing.
    package func answering<Value: APIMessage>(
        bare type: Value.Type, _ handler: @escaping @Sendable (Call) async throws -> Value
    ) -> Route {
        reply(.ok, summary, type).replying { try Reply.json(try await handler($0)) }
    }

    /// The handler's value as the `data` of the envelope.
    package func answering<Value: APIMessage>(
        _ type: Value.Type, status: HTTPResponse.Status = .ok, message: String? = nil,
        _ handler: @escaping @Sendable (Call) async throws -> Value
    ) -> Route {
        let text = message ?? summary
        return reply(status, summary, Envelope<Value>.self).replying { call in
            try Reply.json(Envelope(message: text, data: try await handler(call)), status: status)
        }
    }

    /// The same for answers with a secret in them.
    package func answering<Value: APIMessage>(
        secret type: Value.Type, status: HTTPResponse.Status = .ok, _ handler: @escaping @Sendable (Call) async throws -> Value
    ) -> Route {
        let text = summary
        return with { $0.answersSecrets = true }.reply(status, text, Envelope<Value>.self).replying { call in
            try Reply.json(Envelope(message: text, data: try await handler(call)), status: status, headers: [.cacheControl: "no-store"])
        }
    }

    package func replying(_ handler: @escaping @Sendable (Call) async throws -> Reply) -> Route { with { $0.handle = handler } }

    private func with(_ change: (inout Route) -> Void) -> Route {
        var copy = self
        change(&copy)
        return copy
    }
}
