import Backends
import DocumentModel
import HTTPTypes
import Hummingbird
import Logging
import Tracing

/// The first to see a request and the last to see its answer: gives it its number, turns errors into answers, adds the headers that
/// every answer has, and keeps the books.
struct FrontDesk: HTTPResponder {
    typealias Context = ServiceContext

    let router: RouterResponder<ServiceContext>
    let table: RouteTable
    let interface: Interface
    let crossOrigin: CrossOrigin
    let clock: ServiceClock
    let journal: any RequestJournal

    func respond(to request: Request, context: ServiceContext) async throws -> Response {
        let begin = ContinuousClock.now
        var context = context
        context.requestID = RequestNumber.of(request.headers[.requestID])
        journal.began()
        return await withSpan(request.method.rawValue, context: IncomingTrace.context(of: request.headers), ofKind: .server) { [context] span in
            var response = await answer(request, context)
            response.headers[.requestID] = context.requestID
            SecurityHeaders.write(to: &response.headers)
            crossOrigin.write(to: &response.headers, for: request)
            let entry = RequestEntry(
                method: request.method.rawValue, route: route(of: context), status: Int(response.status.code),
                requestID: context.requestID, seconds: (ContinuousClock.now - begin) / .seconds(1))
            entry.describe(to: span)
            // Inside the span, so that the line of the log tells its trace.
            journal.ended(entry, context.logger)
            return response
        }
    }

    /// "none" where no route matches, whatever the address was.
    private func route(of context: ServiceContext) -> String {
        guard let path = context.endpointPath, path != "NotFound" else { return "none" }
        return path
    }

    private func answer(_ request: Request, _ context: ServiceContext) async -> Response {
        if let preflight = crossOrigin.preflight(request) { return preflight }
        if let file = interface.answer(request) { return file }
        do {
            let found = try await router.respond(to: request, context: context)
            // The router answers by itself when no route matches.
            return context.endpointPath == "NotFound" ? interface.page(at: request) ?? noRoute(request, context) : found
        } catch let rejected as Rejected {
            return refuse(rejected.error, request, context, rate: rejected.rate, rejected.logger)
        } catch {
            return refuse(error, request, context, rate: nil, context.logger)
        }
    }

    private func noRoute(_ request: Request, _ context: ServiceContext) -> Response {
        let methods = table.methods(for: request.uri.path)
        guard !methods.isEmpty else {
            return refuse(APIError(.notFound, "There is nothing at this address."), request, context, rate: nil, context.logger)
        }
        let names = methods.map(\.rawValue).joined(separator: ", ")
        if request.method == .options {
            return Response(status: .noContent, headers: [.allow: names + ", OPTIONS"])
        }
        var response = refuse(APIError(.methodNotAllowed, "This address takes \(names)."), request, context, rate: nil, context.logger)
        response.headers[.allow] = names
        return response
    }

    private func refuse(
        _ error: any Error, _ request: Request, _ context: ServiceContext, rate: RateDecision?, _ logger: Logger
    ) -> Response {
        let known = APIError(error)
        if known.code.status.code >= 500 {
            let failure = RequestFailure(
                error: error, answer: known, method: request.method.rawValue, route: route(of: context), requestID: context.requestID)
            journal.failed(failure, logger)
        }
        let body = ErrorBody(
            success: false, error: known.code.rawValue, message: known.message, details: known.details.isEmpty ? nil : known.details,
            requestId: context.requestID, timestamp: clock.now().iso8601)
        var headers: HTTPFields = [.cacheControl: "no-store"]
        rate?.write(to: &headers)
        if let seconds = known.retryAfterSeconds { headers[.retryAfter] = String(max(1, Int(seconds.rounded(.up)))) }
        if known.code.status == .unauthorized { headers[.wwwAuthenticate] = "Bearer" }
        let reply = try? Reply.json(body, status: known.code.status, headers: headers)
        return reply.map { Response(status: $0.status, headers: $0.headers, body: $0.body) } ?? Response(status: .internalServerError)
    }
}

extension RequestEntry {
    fileprivate func describe(to span: any Tracing.Span) {
        span.operationName = "\(method) \(route)"
        span.attributes["http.request.method"] = method
        span.attributes["http.route"] = route
        span.attributes["http.response.status_code"] = status
        span.attributes["mivaa.request_id"] = requestID
        if status >= 500 { span.setStatus(SpanStatus(code: .error)) }
    }
}

/// Numbers of requests, for people who report one.
enum RequestNumber {
    /// The client's own when it is short and plain, so that it can find its request again; a new one else.
    static func of(_ given: String?) -> String {
        if let given, (1...64).contains(given.utf8.count), given.utf8.allSatisfy(isPlain) { return given }
        var generator = SystemRandomNumberGenerator()
        let digits = String(generator.next() as UInt64, radix: 16)
        return "req_" + String(repeating: "0", count: 16 - digits.count) + digits
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
        default: false
        }
    }
}
