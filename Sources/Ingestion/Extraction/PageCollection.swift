import DocumentModel
import Synchronization

/// What the readers of one document share: the plan they take from and the results they bring.
final class PageCollection: Sendable {
    private struct State {
        var plan: PagePlan
        var layouts: [PageLayout] = []
        var failures: [PageFailure] = []
    }

    private let state: Mutex<State>
    private let pageCount: Int
    private let onProgress: @Sendable (Int, Int) -> Void

    /// - Parameter onProgress: called after every page with pages done and pages to do, from any thread.
    init(_ plan: PagePlan, onProgress: @escaping @Sendable (Int, Int) -> Void) {
        pageCount = plan.remainingCount
        state = Mutex(State(plan: plan))
        self.onProgress = onProgress
    }

    var remainingCount: Int { state.withLock(\.plan.remainingCount) }

    func nextRun(readerCount: Int) -> Range<Int>? {
        state.withLock { $0.plan.next(readerCount: readerCount) }
    }

    func add(_ result: Result<PageLayout, PageFailure>) {
        let done = state.withLock { state in
            switch result {
            case .success(let layout): state.layouts.append(layout)
            case .failure(let failure): state.failures.append(failure)
            }
            return state.layouts.count + state.failures.count
        }
        onProgress(done, pageCount)
    }

    /// Everything that came in, by ascending page.
    func results() -> (layouts: [PageLayout], failures: [PageFailure]) {
        state.withLock { state in
            (state.layouts.sorted { $0.page.number < $1.page.number }, state.failures.sorted { $0.page < $1.page })
        }
    }
}
