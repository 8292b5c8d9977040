import Synchronization

/// Ends work that takes too long, by cancelling its task.
struct TimeLimit: Sendable {
    let seconds: Double

    /// What the work returns or throws; `nil` when the time was over before it had ended by itself.
    func run<Outcome: Sendable, Failure: Error>(
        _ work: @escaping @Sendable () async throws(Failure) -> Outcome
    ) async throws(Failure) -> Outcome? {
        let alarm = Alarm()
        let task = Task { await Self.outcome(of: work) }
        let timer = Task { [seconds] in
            try await Task.sleep(for: .seconds(seconds))
            alarm.ring()
            task.cancel()
        }
        let result = await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
        timer.cancel()
        if case .failure = result, alarm.hasRung { return nil }
        return try result.get()
    }

    private static func outcome<Outcome: Sendable, Failure: Error>(
        of work: @Sendable () async throws(Failure) -> Outcome
    ) async -> Result<Outcome, Failure> {
        do throws(Failure) {
            return .success(try await work())
        } catch {
            return .failure(error)
        }
    }

    private final class Alarm: Sendable {
        private let rung = Mutex(false)

        var hasRung: Bool { rung.withLock { $0 } }
        func ring() { rung.withLock { $0 = true } }
    }
}
