package import Backends
import DocumentModel
package import Logging
import ServiceLifecycle
import Synchronization

/// Writes refusals to the audit log, beside the requests: none of them waits for it, and how long one takes does not tell whether the
/// record it asked for is in another workspace.
///
/// A killed process loses the number of repetitions within the last minute; the first refusal of each kind is written at once.
package actor DenialRecorder: Service {
    /// Minutes are closed this often.
    private static let secondsBetween = 15
    /// Refusals that wait to be written. Beyond that they are counted only: the database is busy, and memory has to last.
    static let mostWaiting = 2000

    private let log: any AuditLog
    private let records: ForeignRecords
    private let clock: ServiceClock
    private let logger: Logger
    private let line = BoundedLine<Waiting>(capacity: mostWaiting)
    private let lost = Atomic<Int>(0)
    private var counter = DenialCounter()
    private var work: Task<Void, Never>?

    package init(log: any AuditLog, records: ForeignRecords, clock: ServiceClock, logger: Logger) {
        self.log = log
        self.records = records
        self.clock = clock
        self.logger = logger
    }

    private enum Waiting: Sendable {
        case denial(Denial, Timestamp)
        /// Somebody was told that a record is not there; it may be in another workspace.
        case missing(Denial, RecordInPath, Timestamp)
    }

    /// A request was answered 403.
    nonisolated func note(_ denial: Denial) { add(.denial(denial, clock.now())) }

    /// A request was answered 404.
    ///
    /// - Parameter denial: what it is when the record turns out to be in another workspace.
    nonisolated func note(missing record: RecordInPath, _ denial: Denial) { add(.missing(denial, record, clock.now())) }

    private nonisolated func add(_ waiting: Waiting) {
        if !line.add(waiting) { lost.add(1, ordering: .relaxed) }
    }

    /// Returns when everything that was noted before stands in the log; whoever reads the log calls it first.
    package func settle() async {
        let before = work
        let mine = Task {
            await before?.value
            await self.writeWaiting()
        }
        work = mine
        await mine.value
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { for await _ in self.line.arrivals { await self.settle() } }
                group.addTask {
                    while (try? await Task.sleep(for: .seconds(Self.secondsBetween))) != nil { await self.closeMinutes(at: self.clock.now()) }
                }
                await group.waitForAll()
            }
        }
        await settle()
        await closeMinutes(at: nil)
    }

    /// Writes the numbers of the minutes that are over; of all when `now` is `nil`.
    func closeMinutes(at now: Timestamp?) async {
        for event in counter.close(at: now) { await write(event) }
        let lost = lost.exchange(0, ordering: .relaxed)
        if lost > 0 { logger.warning("refusals were not written to the audit log", metadata: ["count": "\(lost)"]) }
    }

    private func writeWaiting() async {
        while case let part = line.take(100), !part.isEmpty {
            for waiting in part { await handle(waiting) }
        }
    }

    private func handle(_ waiting: Waiting) async {
        switch waiting {
        case .denial(let denial, let time):
            await write(denial, time)
        case .missing(var denial, let record, let time):
            guard let owner = await records.workspace(record), owner != denial.workspace else { return }
            denial.reason = .otherWorkspace(owner)
            await write(denial, time)
        }
    }

    private func write(_ denial: Denial, _ time: Timestamp) async {
        for event in counter.close(at: time) { await write(event) }
        if let event = counter.note(denial, at: time) { await write(event) }
    }

    private func write(_ event: AuditEvent) async {
        do {
            try await log.append(event)
        } catch {
            logger.warning("a refusal was not written to the audit log", metadata: ["error": "\(error)", "actor": "\(event.actor.rawValue)"])
        }
    }
}
