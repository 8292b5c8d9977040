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
    let denials: DenialRecorder?

    func respond(to request: Request, context: ServiceContext) async throws -> Response {
        let address = gate.proxies.clientAddress(peer: context.peerAddress, headers: request.headers)
        var logger = context.logger
        logger[metadataKey: "request_id"] = .string(context.requestID)
        let principal = try await principal(of: request, context, address)
        if let principal {
            logger[metadataKey: "user"] = .string(principal.user.rawValue)
            logger[metadataKey: "workspace"] = .string(principal.workspace.rawValue)
        }
        let decision = try await gate.admit(principal, address: address, to: route.rateClass)
        let call = call(request, context, principal, address, logger)
        let reply: Reply
        do {
            try gate.authorise(principal, for: route)
            if let principal { usage?.note(principal, route.rateClass) }
            reply = try await answer(call)
        } catch let error as CancellationError {
            throw error
        } catch {
            note(APIError(error), call)
            throw Rejected(error: error, rate: decision, logger: logger)
        }
        return reply.response(to: request, rate: decision)
    }

    private func principal(of request: Request, _ context: ServiceContext, _ address: String) async throws -> Principal? {
        do {
            return try await gate.principal(of: request, for: route, address: address)
        } catch {
            await noteStranger(APIError(error), request, context, address)
            throw error
        }
    }

    private func call(
        _ request: Request, _ context: ServiceContext, _ principal: Principal?, _ address: String, _ logger: Logger
    ) -> Call {
        var pathValues: [String: String] = [:]
        for name in route.pathParameters {
            pathValues[name] = context.parameters.get(name).map { $0.removingPercentEncoding ?? $0 }
        }
        var call = Call(
            route: route, request: request, pathValues: pathValues, principal: principal, requestID: context.requestID, address: address,
            logger: logger, limits: limits, identifiers: IdentifierSource(clock: clock),
            revalidate: {
                let again = try await gate.principal(of: request, for: route, address: address)
                try gate.authorise(again, for: route)
            })
        call.noteRefusal = { [call] error in note(error, call) }
        return call
    }

    /// Tells the audit log of a refusal. Nobody waits for it.
    private func note(_ error: APIError, _ call: Call) {
        guard let denials, let principal = call.principal, error.code == .forbidden || error.code == .notFound else { return }
        let record = RecordInPath(call.pathValues)
        var why = error.message
        if case .string(let permission)? = error.details["permission"] { why = permission }
        let denial = Denial(
            actor: AuditActor(principal), workspace: principal.workspace, address: call.address, route: "\(route.method) \(route.path)",
            target: record?.name, reason: .refused(why), requestID: call.requestID)
        // Administrators may look into every workspace, on routes of their own.
        if error.code == .forbidden { return denials.note(denial) }
        if let record, route.access != .administrator { denials.note(missing: record, denial) }
    }

    /// The same for somebody whose credential is good, but not for the workspace that they named.
    private func noteStranger(_ error: APIError, _ request: Request, _ context: ServiceContext, _ address: String) async {
        guard let denials, error.code == .forbidden else { return }
        let known = await gate.owner(of: request, for: route, address: address)
        denials.note(
            Denial(
                actor: AuditActor(known), workspace: known?.workspace, address: address, route: "\(route.method) \(route.path)",
                target: request.headers[.workspace].flatMap(WorkspaceID.init(rawValue:))?.rawValue, reason: .refused(error.message),
                requestID: context.requestID))
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
