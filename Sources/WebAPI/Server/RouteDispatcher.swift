import Backends
import DocumentModel
import Foundation
import HTTPTypes
import Hummingbird
import Logging

/// What happens to every request before its handler: who is it, may they, are they too fast.
struct RouteDispatcher: Sendable {
    let route: Route
    let gate: Gate
    let limits: HTTPLimits
    let repetition: Repetition
    let clock: ServiceClock
    let usage: UsageRecorder?

    func respond(to request: Request, context: ServiceContext) async throws -> Response {
        let address = gate.proxies.clientAddress(peer: context.peerAddress, headers: request.headers)
        var logger = context.logger
        logger[metadataKey: "request_id"] = .string(context.requestID)
        let principal = try await gate.principal(of: request, for: route, address: address)
        if let principal {
            logger[metadataKey: "user"] = .string(principal.user.rawValue)
            logger[metadataKey: "workspace"] = .string(principal.workspace.rawValue)
        }
        let decision = try await gate.admit(principal, address: address, to: route.rateClass)
        try gate.authorise(principal, for: route)
        if let principal { usage?.note(principal, route.rateClass) }
        var pathValues: [String: String] = [:]
        for name in route.pathParameters {
            pathValues[name] = context.parameters.get(name).map { $0.removingPercentEncoding ?? $0 }
        }
        let call = Call(
            route: route, request: request, pathValues: pathValues, principal: principal, requestID: context.requestID, address: address,
            logger: logger, limits: limits, identifiers: IdentifierSource(clock: clock),
            revalidate: {
                let again = try await gate.principal(of: request, for: route, address: address)
                try gate.authorise(again, for: route)
            })
        let reply: Reply
        do {
            reply = try await answer(call)
        } catch let error as CancellationError {
            throw error
        } catch {
            throw Rejected(error: error, rate: decision, logger: logger)
        }
        return reply.response(to: request, rate: decision)
    }

    private func answer(_ call: Call) async throws -> Reply {
        guard !route.answersSecrets, let key = try Repetition.key(of: call.request.headers, route: route, principal: call.principal) else {
            return try await route.handle(call)
        }
        return try await repetition.once(key) { identifiers in
            var named = call
            named.identifiers = identifiers
            return try await route.handle(named)
        }
    }
}

/// An error of a handler, with what its answer needs besides.
struct Rejected: Error {
    let error: any Error
    let rate: RateDecision?
    let logger: Logger
}

extension Reply {
    /// The answer with its validator: 304 when the client has these very bytes.
    fileprivate func response(to request: Request, rate: RateDecision?) -> Response {
        var headers = headers
        rate?.write(to: &headers)
        guard let bytes, status == .ok, request.method == .get || request.method == .head else {
            return Response(status: status, headers: headers, body: body)
        }
        let tag = EntityTag.of(bytes)
        headers[.eTag] = tag
        if headers[.cacheControl] == nil { headers[.cacheControl] = "private, no-cache" }
        if EntityTag.matches(request.headers[.ifNoneMatch], tag) { return Response(status: .notModified, headers: headers) }
        return Compression.respond(status, headers, bytes, accepting: request.headers[.acceptEncoding])
    }
}
