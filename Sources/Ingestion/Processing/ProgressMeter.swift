package import Backends
package import DocumentModel
import Synchronization

/// How far one attempt at a job is. Written by the work, read by the heartbeat; from any thread.
package final class ProgressMeter: Sendable {
    fileprivate struct State {
        var steps: [JobStep]
        var weights: [Int]
        /// Of the stage that runs, 0...1.
        var fraction = 0.0
        var percentage: Int
        var pagesDone = 0
        var pageCount = 0
    }

    private let state = Mutex(State(steps: [], weights: [], percentage: 0))
    private let clock: ServiceClock
    private let onChange: @Sendable () -> Void

    /// - Parameters:
    ///   - percentage: of an earlier attempt: this one shows no less.
    ///   - onChange: called after every change, from any thread.
    package init(percentage: Int = 0, clock: ServiceClock, onChange: @escaping @Sendable () -> Void = {}) {
        self.clock = clock
        self.onChange = onChange
        state.withLock { $0.percentage = percentage }
    }

    package var progress: JobProgress {
        state.withLock { state in
            var progress = JobProgress()
            progress.percentage = state.percentage
            progress.steps = state.steps
            progress.pagesDone = state.pagesDone
            progress.pageCount = state.pageCount
            return progress
        }
    }

    /// The step that runs; `nil` between steps.
    package var currentStep: String? {
        state.withLock { $0.steps.last { $0.status == .processing }?.name }
    }

    /// What there is to do, with the weight of each step. To be called first.
    package func plan(_ steps: [(name: String, weight: Int)]) {
        change { state in
            state.steps = steps.map { JobStep(name: $0.name) }
            state.weights = steps.map(\.weight)
        }
    }

    func begin(_ step: String) {
        let now = clock.now()
        change { state in
            state.fraction = 0
            state.change(step) { $0 = JobStep(name: step, status: .processing, startedAt: now) }
        }
    }

    func end(_ step: String, as status: JobStep.Status) {
        let now = clock.now()
        change { state in
            state.fraction = 0
            state.change(step) { step in
                step.status = status
                step.seconds = step.startedAt.map { now.seconds(since: $0) }
            }
        }
    }

    /// - Parameter fraction: of the running step, 0...1.
    package func advance(to fraction: Double) {
        change { $0.fraction = max($0.fraction, min(max(fraction, 0), 1)) }
    }

    func pages(done: Int, of count: Int) {
        change { state in
            state.pagesDone = max(state.pagesDone, done)
            state.pageCount = count
        }
    }

    /// 100 is not for the meter to say: only what is stored is done.
    private static let highestPercentage = 99

    private func change(_ body: (inout State) -> Void) {
        state.withLock { state in
            body(&state)
            state.percentage = max(state.percentage, min(Self.highestPercentage, state.weighedPercentage))
        }
        onChange()
    }
}

extension ProgressMeter.State {
    fileprivate mutating func change(_ name: String, _ body: (inout JobStep) -> Void) {
        guard let index = steps.firstIndex(where: { $0.name == name }) else { return }
        body(&steps[index])
    }

    fileprivate var weighedPercentage: Int {
        var (all, done) = (0.0, 0.0)
        for (step, weight) in zip(steps, weights) where step.status != .skipped {
            all += Double(weight)
            switch step.status {
            case .completed: done += Double(weight)
            case .processing: done += Double(weight) * fraction
            default: break
            }
        }
        return all > 0 ? Int(100 * done / all) : 0
    }
}
