package import DocumentModel
import Synchronization

/// The limiter of a single process: the generic cell rate algorithm in its virtual scheduling form (ITU-T I.371, annex A).
///
/// For each caller one number is kept: the time at which its allowance will be whole again. A request moves it on by the time that one
/// request earns; one that would move it further than the whole period ahead is refused. So at most `requests` come at once, then one
/// after each interval.
///
/// A class because all requests of the process share it.
package final class InMemoryRateLimiter: RateLimiter {
    private struct State {
        /// Microseconds since 1970 at which the allowance of a key is whole.
        var wholeAt: [String: Int64] = [:]
    }

    /// Part of the keys given up when all are in use: the ones that are nearest to a whole allowance, which lose least by it.
    private static let givenUpPart = 10

    private let mostKeys: Int
    private let state = Mutex(State())

    /// - Parameter mostKeys: callers remembered; some 100 bytes each.
    package init(mostKeys: Int = 100_000) {
        precondition(mostKeys > 0, "a limiter remembers callers")
        self.mostKeys = mostKeys
    }

    package func take(_ key: String, of allowance: RateAllowance, now: Timestamp) async -> RateDecision {
        let cell = RateCell(allowance)
        let microseconds = now.milliseconds * 1000
        return state.withLock { state in
            let (decision, wholeAt) = cell.take(wholeAt: state.wholeAt[key], now: microseconds)
            if state.wholeAt[key] == nil, state.wholeAt.count >= mostKeys { makeRoom(&state, now: microseconds) }
            state.wholeAt[key] = wholeAt
            return decision
        }
    }

    package func restore(_ key: String) async {
        _ = state.withLock { $0.wholeAt.removeValue(forKey: key) }
    }

    /// How many callers are remembered.
    package var keyCount: Int { state.withLock { $0.wholeAt.count } }

    private func makeRoom(_ state: inout State, now: Int64) {
        state.wholeAt = state.wholeAt.filter { $0.value > now }
        guard state.wholeAt.count >= mostKeys else { return }
        let order = state.wholeAt.values.sorted()
        let limit = order[min(order.count - 1, order.count / Self.givenUpPart)]
        state.wholeAt = state.wholeAt.filter { $0.value > limit }
    }
}

/// The arithmetic of one caller's allowance, in whole microseconds.
package struct RateCell: Hashable, Sendable {
    /// Time that one request earns.
    let interval: Int64
    /// How far ahead of now the allowance may be used up.
    let period: Int64
    let limit: Int

    package init(_ allowance: RateAllowance) {
        precondition(allowance.requests > 0 && allowance.periodSeconds > 0, "an allowance allows something")
        limit = allowance.requests
        interval = max(1, Int64((allowance.periodSeconds * 1_000_000 / Double(allowance.requests)).rounded(.up)))
        period = interval * Int64(allowance.requests)
    }

    /// - Parameter wholeAt: when the allowance is whole; `nil` when it is.
    /// - Returns: the decision, and when the allowance is whole after it.
    package func take(wholeAt: Int64?, now: Int64) -> (RateDecision, wholeAt: Int64) {
        // Never further ahead than a used-up allowance: a clock that was set back must not lock anybody out.
        let begin = min(max(wholeAt ?? now, now), now + period)
        let isAllowed = begin + interval <= now + period
        let end = isAllowed ? begin + interval : begin
        let decision = RateDecision(
            isAllowed: isAllowed, limit: limit, remaining: Int((now + period - end) / interval),
            resetSeconds: Double(end - now) / 1_000_000, retrySeconds: isAllowed ? 0 : Double(begin + interval - now - period) / 1_000_000)
        return (decision, end)
    }
}
