package import DocumentModel

/// Counts what each caller does, and says when it is too much.
package protocol RateLimiter: Sendable {
    /// Takes one from the caller's allowance, unless it is used up.
    func take(_ key: String, of allowance: RateAllowance, now: Timestamp) async -> RateDecision

    /// Makes the caller's allowance whole again.
    func restore(_ key: String) async
}

/// How many requests in how long a time.
package struct RateAllowance: Hashable, Sendable {
    package var requests: Int
    package var periodSeconds: Double

    package init(requests: Int, periodSeconds: Double = 60) {
        self.requests = requests
        self.periodSeconds = periodSeconds
    }
}

/// Whether one more request is allowed, and what is left.
package struct RateDecision: Hashable, Sendable {
    package var isAllowed: Bool
    /// The allowance.
    package var limit: Int
    /// Requests that may follow at once.
    package var remaining: Int
    /// Seconds until the whole allowance is there again.
    package var resetSeconds: Double
    /// Seconds until one more is allowed; 0 when it was.
    package var retrySeconds: Double

    package init(isAllowed: Bool, limit: Int, remaining: Int, resetSeconds: Double, retrySeconds: Double) {
        self.isAllowed = isAllowed
        self.limit = limit
        self.remaining = remaining
        self.resetSeconds = resetSeconds
        self.retrySeconds = retrySeconds
    }
}
