import Backends
import Synchronization

/// Stops asking a service that fails all the time: who asks then is told at once, and the service gets time to recover.
final class CircuitBreaker: Sendable {
    /// One failure is chance, five in a row are not.
    static let failuresToOpen = 5
    static let openSeconds = 30.0

    private enum State {
        case closed(failures: Int)
        case open(until: ContinuousClock.Instant)
        /// One request tries whether the service is back; the others are still told no.
        case trying
    }

    private let state = Mutex(State.closed(failures: 0))
    private let now: @Sendable () -> ContinuousClock.Instant

    init(now: @escaping @Sendable () -> ContinuousClock.Instant) {
        self.now = now
    }

    func admit() throws(LanguageModelError) {
        let isAdmitted = state.withLock { state in
            switch state {
            case .closed: return true
            case .trying: return false
            case .open(let until):
                guard now() >= until else { return false }
                state = .trying
                return true
            }
        }
        guard isAdmitted else { throw .unavailable("it failed several times in a row and is given time to recover") }
    }

    func succeed() {
        state.withLock { $0 = .closed(failures: 0) }
    }

    /// - Parameter isFailure: false when the request ended for reasons of whoever sent it.
    func release(isFailure: Bool) {
        let end = now() + .seconds(Self.openSeconds)
        state.withLock { state in
            switch (state, isFailure) {
            case (.closed(let failures), true): state = failures + 1 >= Self.failuresToOpen ? .open(until: end) : .closed(failures: failures + 1)
            case (.trying, true): state = .open(until: end)
            // Nothing was learnt: the next one tries.
            case (.trying, false): state = .open(until: now())
            case (.closed, false), (.open, _): break
            }
        }
    }
}

/// How many tokens each model took.
final class TokenMeter: Sendable {
    private let totals = Mutex<[String: TokenUsage]>([:])

    func add(_ usage: TokenUsage, to model: String) {
        totals.withLock { totals in
            let before = totals[model] ?? TokenUsage(promptTokens: 0, completionTokens: 0)
            totals[model] = TokenUsage(
                promptTokens: before.promptTokens + usage.promptTokens, completionTokens: before.completionTokens + usage.completionTokens)
        }
    }

    func usage(of model: String) -> TokenUsage {
        totals.withLock { $0[model] } ?? TokenUsage(promptTokens: 0, completionTokens: 0)
    }
}
