import Synchronization

/// Wakes one waiting task: that there is something to do. Many notices before it looks count as one.
package final class WorkSignal: Sendable {
    private struct State {
        var isSet = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    package init() {}

    /// From any thread.
    package func notify() {
        let waiter = state.withLock { state in
            let waiter = state.waiter
            state.waiter = nil
            state.isSet = waiter == nil
            return waiter
        }
        waiter?.resume()
    }

    /// Waits for a notice since the last wait; ends early when the task is cancelled. For one task at a time.
    func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isNotified = state.withLock { state in
                    if state.isSet || Task.isCancelled {
                        state.isSet = false
                        return true
                    }
                    precondition(state.waiter == nil, "one task waits")
                    state.waiter = continuation
                    return false
                }
                if isNotified { continuation.resume() }
            }
        } onCancel: {
            notify()
        }
    }

    /// The same, but no longer than that.
    func wait(atMostSeconds seconds: Double) async {
        let timer = Task {
            try await Task.sleep(for: .seconds(seconds))
            notify()
        }
        await wait()
        timer.cancel()
    }
}
