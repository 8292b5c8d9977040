import Dispatch
import Synchronization

/// A place in the pool: at most one child at a time, started when first needed and again after the last one died.
///
/// `@unchecked Sendable`. Safe because the pool lends a slot to one borrower at a time, and the borrower's work runs on the slot's
/// own serial queue: a thread that may block on the socket without holding up Swift's cooperative threads. (Blocking reads on one
/// thread per busy child need no event loop and no partial-frame state, and there are never more children than cores.)
final class ChildSlot: @unchecked Sendable {
    /// A child that has grown beyond this between two runs of pages is replaced: PDFium keeps fonts and images of past pages.
    private static let residentLimitBytes = 150 << 20
    /// After many pages a child is replaced from here on, so that memory stays flat in long documents. Not earlier: one page with
    /// large fonts needs as much, and a new child would load them again for every run.
    private static let residentLimitInLongRunsBytes = 64 << 20
    private static let longRunPages = 250

    let command: ChildCommand
    let queue = DispatchQueue(label: "extraction child")
    private let reportWarnings: @Sendable ([String]) -> Void
    private let onEvent: @Sendable (ChildEvent) -> Void
    private var process: ChildProcess?
    private var pagesReadByProcess = 0
    /// For tests that kill or stop a child; 0 when none runs.
    private let identifier = Mutex<Int32>(0)

    init(
        _ command: ChildCommand, reportWarnings: @escaping @Sendable ([String]) -> Void, onEvent: @escaping @Sendable (ChildEvent) -> Void
    ) {
        self.command = command
        self.reportWarnings = reportWarnings
        self.onEvent = onEvent
    }

    /// Process identifier of the running child; `nil` when none runs.
    var processIdentifier: Int32? {
        let current = identifier.withLock { $0 }
        return current == 0 ? nil : current
    }

    /// The running child, or a new one.
    func child() throws(ChildEnding) -> ChildProcess {
        if let process { return process }
        let started = try ChildProcess(command)
        reportWarnings(started.confinement.warnings)
        process = started
        pagesReadByProcess = 0
        identifier.withLock { $0 = started.identifier }
        onEvent(.started)
        return started
    }

    /// Lets a child go that did not do its work; the next work starts a new one.
    func discard(after ending: ChildEnding) {
        onEvent(.lost(cause: ending.name))
        discard()
    }

    /// Lets the child go; the next work starts a new one.
    func discard() {
        identifier.withLock { $0 = 0 }
        process = nil
    }

    /// Lets the child go when it has grown too large, and says whether it did. To be called after every run of pages.
    func discardIfLarge(afterPages pageCount: Int) -> Bool {
        pagesReadByProcess += pageCount
        let limit = pagesReadByProcess < Self.longRunPages ? Self.residentLimitBytes : Self.residentLimitInLongRunsBytes
        guard let process, process.residentBytes > limit else { return false }
        onEvent(.lost(cause: "grown"))
        discard()
        return true
    }
}
