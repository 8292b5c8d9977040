import Backends
import Synchronization

/// Requests to a service, a few at a time; the others wait in the order in which they came, and not more than have a chance.
final class LanguageLine: Sendable {
    private struct State {
        var free: Int
        var waiting: [(number: Int, continuation: CheckedContinuation<Turn, Never>)] = []
        var nextNumber = 0
        /// Of those that were cancelled before they waited.
        var cancelled: Set<Int> = []
    }

    private let state: Mutex<State>
    private let mostWaiting: Int

    init(places: Int, waiting: Int) {
        state = Mutex(State(free: max(1, places)))
        mostWaiting = max(0, waiting)
    }

    var waitingCount: Int { state.withLock { $0.waiting.count } }

    private enum Turn: Sendable {
        case place
        case cancelled
        case full(waiting: Int)
    }

    /// Returns when there is a place, which then is the caller's until it leaves.
    func enter() async throws(LanguageModelError) {
        let number = state.withLock { state in
            state.nextNumber += 1
            return state.nextNumber
        }
        let turn = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in wait(number, continuation) }
        } onCancel: {
            cancel(number)
        }
        _ = state.withLock { $0.cancelled.remove(number) }
        switch turn {
        case .place: return
        case .cancelled: throw .cancelled
        case .full(let waiting): throw .busy(waiting: waiting)
        }
    }

    func leave() {
        let next = state.withLock { state -> CheckedContinuation<Turn, Never>? in
            guard !state.waiting.isEmpty else {
                state.free += 1
                return nil
            }
            return state.waiting.removeFirst().continuation
        }
        next?.resume(returning: .place)
    }

    private func wait(_ number: Int, _ continuation: CheckedContinuation<Turn, Never>) {
        let answer = state.withLock { state -> Turn? in
            if state.cancelled.remove(number) != nil { return .cancelled }
            if state.free > 0 {
                state.free -= 1
                return .place
            }
            guard state.waiting.count < mostWaiting else { return .full(waiting: state.waiting.count) }
            state.waiting.append((number, continuation))
            return nil
        }
        if let answer { continuation.resume(returning: answer) }
    }

    private func cancel(_ number: Int) {
        let waiting = state.withLock { state -> CheckedContinuation<Turn, Never>? in
            guard let index = state.waiting.firstIndex(where: { $0.number == number }) else {
                state.cancelled.insert(number)
                return nil
            }
            return state.waiting.remove(at: index).continuation
        }
        waiting?.resume(returning: .cancelled)
    }
}
