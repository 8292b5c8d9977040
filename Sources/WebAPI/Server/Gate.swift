package import Backends
import DocumentModel
import HTTPTypes
import Hummingbird

/// Decides who comes in.
package struct Gate: Sendable {
    let authenticator: any Authenticator
    let limiter: any RateLimiter
    let allowances: RateAllowances
    let clock: ServiceClock
    let proxies: TrustedProxies
    /// Whether `/extract` is open to everybody.
    let isExtractionOpen: Bool

    package init(
        authenticator: any Authenticator, limiter: any RateLimiter, allowances: RateAllowances, clock: ServiceClock,
        proxies: TrustedProxies, isExtractionOpen: Bool
    ) {
        self.authenticator = authenticator
        self.limiter = limiter
        self.allowances = allowances
        self.clock = clock
        self.proxies = proxies
        self.isExtractionOpen = isExtractionOpen
    }

    /// Who sends the request; `nil` for nobody known on a route that is open.
    /// - Throws: when a credential is shown that is not valid, also on open routes: a client that signs in wants to know.
    func principal(of request: Request, for route: Route, address: String) async throws -> Principal? {
        guard let credential = Self.credential(of: request, for: route) else { return nil }
        guard route.access != .open else { return nil }
        let workspace = try request.headers[.workspace].map { text in
            guard let workspace = WorkspaceID(rawValue: text) else { throw APIError(.forbidden, "You are not a member of that workspace.") }
            return workspace
        }
        return try await authenticator.principal(for: credential, workspace: workspace, address: address)
    }

    /// Whose credential it is, whichever workspace the request names; `nil` when it is good for none.
    func owner(of request: Request, for route: Route, address: String) async -> Principal? {
        guard let credential = Self.credential(of: request, for: route) else { return nil }
        return try? await authenticator.principal(for: credential, workspace: nil, address: address)
    }

    private static func credential(of request: Request, for route: Route) -> PresentedCredential? {
        PresentedCredential(request.headers) ?? (route.section == .live ? PresentedCredential(ofLive: request) : nil)
    }

    func authorise(_ principal: Principal?, for route: Route) throws(APIError) {
        let permission: Permission?
        switch route.access {
        case .open: return
        case .openExtraction where isExtractionOpen: return
        case .openExtraction: permission = .readPDF
        case .signedIn: permission = nil
        case .permission(let needed): permission = needed
        case .administrator: permission = .administer
        }
        guard let principal else { throw APIError(.authenticationRequired, "Sign in, or send an API key.") }
        guard let permission else { return }
        guard principal.permissions.contains(permission) else {
            throw APIError(.forbidden, "This needs the permission \(permission.rawValue).", details: ["permission": .string(permission.rawValue)])
        }
    }

    /// Takes one from the caller's allowance; `nil` for routes without one.
    func admit(_ principal: Principal?, address: String, to rateClass: RateClass) async throws(APIError) -> RateDecision? {
        guard let allowance = allowances[rateClass] else { return nil }
        if let principal, let own = principal.requestsPerMinute {
            try await admitWithin(RateAllowance(requests: own), "own:\(Self.name(of: principal, address))")
        }
        let decision = await limiter.take("\(rateClass.rawValue):\(Self.name(of: principal, address))", of: allowance, now: clock.now())
        guard decision.isAllowed else {
            throw APIError(
                .rateLimited, "Too many requests of this kind.", details: ["limit": .integer(Int64(decision.limit))],
                retryAfterSeconds: decision.retrySeconds)
        }
        return decision
    }

    /// The allowance that a key was given, for all it does together.
    private func admitWithin(_ allowance: RateAllowance, _ name: String) async throws(APIError) {
        let decision = await limiter.take(name, of: allowance, now: clock.now())
        guard !decision.isAllowed else { return }
        throw APIError(
            .rateLimited, "This key may send \(allowance.requests) requests per minute.", details: ["limit": .integer(Int64(allowance.requests))],
            retryAfterSeconds: decision.retrySeconds)
    }

    private static func name(of principal: Principal?, _ address: String) -> String {
        switch principal?.credential {
        case .apiKey(let key): "key:\(key)"
        case .accessToken: "user:\(principal?.user.rawValue ?? "")"
        case nil: "address:\(address)"
        }
    }
}

/// The allowance of each class of routes; a class without one is not limited.
package struct RateAllowances: Hashable, Sendable {
    private var byClass: [RateClass: RateAllowance]

    /// Requests per minute: 100 in general, fewer where each costs much or guesses secrets, as the contract has it.
    package init() {
        byClass = [
            .upload: RateAllowance(requests: 60), .extract: RateAllowance(requests: 60), .search: RateAllowance(requests: 100),
            .read: RateAllowance(requests: 600), .write: RateAllowance(requests: 200), .admin: RateAllowance(requests: 300),
            .signIn: RateAllowance(requests: 10),
        ]
    }

    package subscript(_ rateClass: RateClass) -> RateAllowance? {
        get { byClass[rateClass] }
        set { byClass[rateClass] = newValue }
    }

    /// - Parameter requests: 0 for no limit.
    package mutating func setRequestsPerMinute(_ requests: Int, of rateClass: RateClass) {
        byClass[rateClass] = requests == 0 ? nil : RateAllowance(requests: requests)
    }
}

extension PresentedCredential {
    /// A bearer token or an API key; `nil` without any. Basic credentials are for a proxy in front and passed over; what else stands in
    /// `Authorization` is a credential that is not valid, also beside a key that is.
    init?(_ headers: HTTPFields) {
        if let authorization = headers[.authorization], !authorization.lowercased().hasPrefix("basic ") {
            let isBearer = authorization.lowercased().hasPrefix("bearer ")
            let token = isBearer ? String(authorization.dropFirst("bearer ".count)) : ""
            self = token.hasPrefix("kai_") ? .apiKey(token) : .bearer(token)
        } else if let key = headers[.apiKey] {
            self = .apiKey(key)
        } else {
            return nil
        }
    }

    /// Pages of a browser cannot set headers of a WebSocket or an event source: they name the token as a protocol
    /// ("bearer.eyJ...") or in the query.
    init?(ofLive request: Request) {
        let prefix = "bearer."
        let fromProtocol = WebSocketHandshake.offeredProtocols(request.headers).first { $0.hasPrefix(prefix) }.map {
            String($0.dropFirst(prefix.count))
        }
        let fromQuery = QueryText.pairs(of: request.uri.query ?? "").first { $0.0 == "token" }?.1
        guard let token = fromProtocol ?? fromQuery, !token.isEmpty else { return nil }
        self = token.hasPrefix("kai_") ? .apiKey(token) : .bearer(token)
    }
}

extension RateDecision {
    func write(to headers: inout HTTPFields) {
        headers[.rateLimit] = String(limit)
        headers[.rateRemaining] = String(remaining)
        headers[.rateReset] = String(Int(resetSeconds.rounded(.up)))
    }
}

extension HTTPField.Name {
    static let requestID = Self("X-Request-ID")!
    static let workspace = Self("X-Workspace-ID")!
    static let apiKey = Self("X-API-Key")!
    static let forwardedFor = Self("X-Forwarded-For")!
    static let rateLimit = Self("X-RateLimit-Limit")!
    static let rateRemaining = Self("X-RateLimit-Remaining")!
    static let rateReset = Self("X-RateLimit-Reset")!
    static let idempotencyKey = Self("Idempotency-Key")!
}
