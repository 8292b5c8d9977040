package import Backends
package import DocumentModel
import Foundation
import HTTPTypes
package import Hummingbird
package import Logging
import NIOCore

/// A request on its way to its handler: who asks for what.
package struct Call: Sendable {
    package let route: Route
    package let request: Request
    /// Parts of the path by name, decoded.
    package let pathValues: [String: String]
    /// `nil` on open routes when nobody signed in.
    package let principal: Principal?
    package let requestID: String
    /// Of the client, as far as the service can know.
    package let address: String
    package let logger: Logger
    package let limits: HTTPLimits
    /// Names for what the request makes; the same ones when it is repeated under the same key.
    package var identifiers: IdentifierSource
    /// Looks again whether the caller may still be here; for answers that last. Throws when not.
    package let revalidate: @Sendable () async throws -> Void
    /// Tells the audit log of a refusal inside an answer that is no 403.
    package var noteRefusal: @Sendable (APIError) -> Void = { _ in }

    /// The caller.
    /// - Throws: when nobody signed in.
    package func caller() throws(APIError) -> Principal {
        guard let principal else { throw APIError(.authenticationRequired, "Sign in, or send an API key.") }
        return principal
    }

    /// The name in the path; throws `NOT_FOUND` when it cannot be the name of anything.
    package func identifier<Subject>(_ name: String) throws(APIError) -> Identifier<Subject> {
        guard let identifier = pathValues[name].flatMap(Identifier<Subject>.init(rawValue:)) else { throw APIError.noSuch(name) }
        return identifier
    }

    /// The whole number in the path; throws `NOT_FOUND` when it is none.
    package func number(_ name: String) throws(APIError) -> Int {
        guard let number = pathValues[name].flatMap({ Int($0) }), number >= 0 else { throw APIError.noSuch(name) }
        return number
    }

    /// The query as a checked message.
    package func query<Query: APIMessage>(_ type: Query.Type) throws -> Query {
        let schema = route.query ?? Schema(of: type)
        var texts: [String: [String]] = [:]
        for (name, value) in QueryText.pairs(of: request.uri.query ?? "") { texts[name, default: []].append(value) }
        var members: [String: JSONTree] = [:]
        for property in schema.properties {
            guard let values = texts[property.name] else { continue }
            members[property.name] = property.schema.tree(fromTexts: values)
        }
        return try Self.checked(.object(members), schema, type)
    }

    /// The body as a checked message; an empty body counts as an empty object where the route allows that.
    package func body<Body: APIMessage>(_ type: Body.Type) async throws -> Body {
        let schema = route.body?.json ?? Schema(of: type)
        let bytes = try await bodyBytes(limit: limits.jsonBytes)
        if bytes.readableBytes == 0, route.body?.isOptional == true { return try Self.checked(.object([:]), schema, type) }
        guard MediaType.essence(request.headers[.contentType]) == "application/json" else {
            throw APIError(.unsupportedContentType, "The body must be application/json.")
        }
        guard let tree = JSONTree(parsing: bytes.readableBytesView) else {
            throw APIError(.badRequest, "The body is not valid JSON.")
        }
        return try Self.checked(tree, schema, type)
    }

    /// Whether the client asks for this media type by name, before JSON.
    package func prefers(_ mediaType: String) -> Bool {
        MediaType.isPreferred(mediaType, accept: request.headers[.accept])
    }

    /// All bytes of the body.
    package func bodyBytes(limit: Int) async throws -> ByteBuffer {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit { throw APIError.tooLarge(limit: limit) }
        do {
            return try await request.body.collect(upTo: limit)
        } catch is NIOTooManyBytesError {
            throw APIError.tooLarge(limit: limit)
        }
    }

    static func checked<Value: APIMessage>(_ tree: JSONTree, _ schema: Schema, _ type: Value.Type) throws -> Value {
        let accepted = try schema.accept(tree).get()
        do {
            return try WireCoding.decode(type, from: accepted)
        } catch is DecodingError {
            throw APIError(.validation, "The request is not what this route takes.")
        }
    }
}

extension APIError {
    static func tooLarge(limit: Int) -> APIError {
        APIError(.tooLarge, "The request has more than \(limit) bytes.", details: ["max_size_bytes": .integer(Int64(limit))])
    }

    /// - Parameter parameter: "document_id" becomes "There is no such document."
    package static func noSuch(_ parameter: String) -> APIError {
        let noun = parameter.hasSuffix("_id") ? String(parameter.dropLast(3)) : parameter
        return APIError(.notFound, "There is no such \(noun.split(separator: "_").joined(separator: " ")).")
    }
}

/// Names and values of a query (application/x-www-form-urlencoded).
enum QueryText {
    /// Pairs taken at most; more than any route knows.
    private static let mostPairs = 200

    static func pairs(of query: String) -> [(String, String)] {
        query.split(separator: "&").prefix(mostPairs).map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (decoded(parts[0]), parts.count > 1 ? decoded(parts[1]) : "")
        }
    }

    /// Text as it is when its percent signs mean nothing.
    static func decoded(_ text: Substring) -> String {
        text.replacing("+", with: " ").removingPercentEncoding ?? String(text)
    }
}

/// Media types as headers write them.
enum MediaType {
    /// "application/json" of "Application/JSON; charset=utf-8"; empty without a header.
    static func essence(_ header: String?) -> String {
        let part = (header ?? "").prefix { $0 != ";" }
        return part.filter { $0 != " " && $0 != "\t" }.lowercased()
    }

    /// Whether an `Accept` header asks for this type by name, before JSON.
    static func isPreferred(_ type: String, accept: String?) -> Bool {
        for entry in (accept ?? "").split(separator: ",") {
            switch essence(String(entry)) {
            case type: return true
            case "application/json", "*/*": return false
            default: continue
            }
        }
        return false
    }
}
