import DocumentModel
import Synchronization

/// What the readers of one document share: the plan they take from and the results they bring.
final class PageCollection: Sendable {
    private struct State {
        var plan: PagePlan
        var layouts: [PageLayout] = []
        var failures: [PageFailure] = []
        /// Read, but still to be recognised.
        var waiting: [PageLayout] = []
        var doneCount = 0
    }

    private let state: Mutex<State>
    private let pageCount: Int
    private let needsRecognition: @Sendable (PageLayout) -> Bool
    private let onProgress: @Sendable (Int, Int) -> Void

    /// - Parameters:
    ///   - needsRecognition: whether a page that was read is not done with that.
    ///   - onProgress: called after every page with pages done and pages to do, from any thread.
    init(
        _ plan: PagePlan, needsRecognition: @escaping @Sendable (PageLayout) -> Bool = { _ in false },
        onProgress: @escaping @Sendable (Int, Int) -> Void
    ) {
        self.needsRecognition = needsRecognition
        pageCount = plan.remainingCount
        state = Mutex(State(plan: plan))
        self.onProgress = onProgress
    }

    var remainingCount: Int { state.withLock(\.plan.remainingCount) }

    func nextRun(readerCount: Int) -> Range<Int>? {
        state.withLock { $0.plan.next(readerCount: readerCount) }
    }

    func add(_ result: Result<PageLayout, PageFailure>) {
        switch result {
        case .success(let layout) where needsRecognition(layout): state.withLock { $0.waiting.append(layout) }
        case .success(let layout): finish(layout)
        case .failure(let failure): finish(nil, failure: failure)
        }
    }

    /// One page is done, with a failure beside its layout where it could not be read in full.
    func finish(_ layout: PageLayout?, failure: PageFailure? = nil) {
        let done = state.withLock { state in
            if let layout { state.layouts.append(layout) }
            if let failure { state.failures.append(failure) }
            state.doneCount += 1
            return state.doneCount
        }
        onProgress(done, pageCount)
    }

    /// Pages that were read and are still to be recognised, by ascending page.
    var waiting: [PageLayout] {
        state.withLock { $0.waiting.sorted { $0.page.number < $1.page.number } }
    }

    /// Everything that came in, by ascending page.
    func results() -> (layouts: [PageLayout], failures: [PageFailure]) {
        state.withLock { state in
            (state.layouts.sorted { $0.page.number < $1.page.number }, state.failures.sorted { $0.page < $1.page })
        }
    }
}
