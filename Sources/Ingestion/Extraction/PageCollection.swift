import DocumentModel
import Synchronization

/// What the readers of one document share: the plan they take from and the results they bring.
final class PageCollection: Sendable {
    private struct State {
        var plan: PagePlan
        var layouts: [PageLayout]
        var failures: [PageFailure]
        /// Read, but still to be recognised.
        var waiting: [PageLayout] = []
        var doneCount: Int
        var isStopped = false
    }

    private let state: Mutex<State>
    private let pageCount: Int
    private let needsRecognition: @Sendable (PageLayout) -> Bool
    private let onPage: @Sendable (FinishedPage) -> Void

    /// - Parameters:
    ///   - plan: pages that are still to be read.
    ///   - finished: what is known of the others.
    ///   - needsRecognition: whether a page that was read is not done with that.
    ///   - onPage: called after every page that is done, from any thread.
    init(
        _ plan: PagePlan, finished: (layouts: [PageLayout], failures: [PageFailure]) = ([], []), pageCount: Int,
        needsRecognition: @escaping @Sendable (PageLayout) -> Bool = { _ in false },
        onPage: @escaping @Sendable (FinishedPage) -> Void
    ) {
        self.needsRecognition = needsRecognition
        self.pageCount = pageCount
        // A page whose layout is there and which has a failure beside it is one page.
        let done = Set(finished.layouts.map(\.page.number)).union(finished.failures.map(\.page)).count
        state = Mutex(State(plan: plan, layouts: finished.layouts, failures: finished.failures, doneCount: done))
        self.onPage = onPage
    }

    var remainingCount: Int { state.withLock(\.plan.remainingCount) }

    /// `nil` when all pages are handed out, or no more are wanted.
    func nextRun(readerCount: Int) -> Range<Int>? {
        state.withLock { $0.isStopped ? nil : $0.plan.next(readerCount: readerCount) }
    }

    /// No more pages are wanted.
    func stop() {
        state.withLock { $0.isStopped = true }
    }

    /// False when no more pages are wanted.
    func add(_ result: Result<PageLayout, PageFailure>) -> Bool {
        switch result {
        case .success(let layout) where needsRecognition(layout): state.withLock { $0.waiting.append(layout) }
        case .success(let layout): finish(layout)
        case .failure(let failure): finish(nil, failure: failure)
        }
        return state.withLock { !$0.isStopped }
    }

    /// One page is done, with a failure beside its layout where it could not be read in full.
    func finish(_ layout: PageLayout?, failure: PageFailure? = nil) {
        let done = state.withLock { state in
            if let layout { state.layouts.append(layout) }
            if let failure { state.failures.append(failure) }
            state.doneCount += 1
            return state.doneCount
        }
        onPage(FinishedPage(layout: layout, failure: failure, doneCount: done, pageCount: pageCount))
    }

    /// Everything that came in, by ascending page.
    func results(info: DocumentInfo) -> ReadPages {
        state.withLock { state in
            ReadPages(
                info: info, layouts: state.layouts.sorted { $0.page.number < $1.page.number },
                unrecognized: state.waiting.sorted { $0.page.number < $1.page.number },
                failures: state.failures.sorted { $0.page < $1.page }, pageCount: pageCount)
        }
    }
}
