import Backends
import DocumentModel
import LayoutAnalysis
import Synchronization

/// Stores the pages of a document as they are finished, so that they can be read at once and are not read again after a crash.
///
/// Pages come faster than a disk takes them one by one: what came in while the last ones were being stored goes as one transaction.
/// What waits is not copied: the reader of the pages holds the same layouts until the document is put together.
final class PageSaver: Sendable {
    private struct State {
        var waiting: [PageLayout] = []
        var isFinished = false
    }

    private let state = Mutex(State())
    private let signal = WorkSignal()
    private let document: DocumentRecord
    private let services: ProcessingServices
    private let onSaved: @Sendable ([Int]) async -> Void

    /// Pages stored at a time: a page's contents are up to a megabyte, and others want to write, too.
    private static let mostAtOnce = 32

    /// - Parameter onSaved: told the numbers of pages that can be read now.
    init(document: DocumentRecord, services: ProcessingServices, onSaved: @escaping @Sendable ([Int]) async -> Void) {
        self.document = document
        self.services = services
        self.onSaved = onSaved
    }

    /// Takes a page in; from any thread. A page with a failure is not kept: the next attempt may do better.
    func take(_ page: FinishedPage) {
        guard let layout = page.layout, page.failure == nil else { return }
        state.withLock { $0.waiting.append(layout) }
        signal.notify()
    }

    /// No more pages come.
    func finish() {
        state.withLock { $0.isFinished = true }
        signal.notify()
    }

    /// Stores what comes until `finish` was called and all is stored.
    func run() async -> Result<Void, JobProblem> {
        while true {
            let (pages, isFinished) = state.withLock { state in
                let pages = Array(state.waiting.prefix(Self.mostAtOnce))
                state.waiting.removeFirst(pages.count)
                return (pages, state.isFinished)
            }
            if pages.isEmpty {
                if isFinished || Task.isCancelled { return .success(()) }
                await signal.wait()
                continue
            }
            do throws(StoreError) {
                try await save(pages)
            } catch {
                return .failure(JobProblem(error))
            }
        }
    }

    private func save(_ layouts: [PageLayout]) async throws(StoreError) {
        let pages = await OffThreads.run { layouts.compactMap(Self.saved) }
        try await services.contents.savePages(pages, of: document.id, revision: document.revision)
        await onSaved(pages.map(\.page.number))
    }

    /// The page as it reads without its neighbours.
    private static func saved(_ layout: PageLayout) -> SavedPage? {
        let document = DocumentAssembler.assemble(info: DocumentInfo(pageCount: 1), pages: [layout], failures: [])
        return DocumentContentsBuilder.pages(of: document, status: .provisional).first.map {
            SavedPage(page: $0, layout: layout.wireBytes)
        }
    }
}
