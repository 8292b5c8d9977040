/// Ends work that takes longer than a client asked for.
struct TimeLimit: Sendable {
    let seconds: Double

    /// What the work returns or throws, or a failure that says it took too long.
    func run<Outcome: Sendable>(_ work: @escaping @Sendable () async throws(JobProblem) -> Outcome) async throws(JobProblem) -> Outcome {
        let task = Task { await outcome(of: work) }
        let timer = Task { [seconds] in
            try await Task.sleep(for: .seconds(seconds))
            task.cancel()
        }
        let result = await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
        timer.cancel()
        if case .failure(.stopped) = result, !Task.isCancelled {
            throw .forGood("PDF_TIMEOUT_ERROR", "it took longer than the \(Int(seconds)) s that were asked for")
        }
        return try result.get()
    }

    private func outcome<Outcome: Sendable>(
        of work: @Sendable () async throws(JobProblem) -> Outcome
    ) async -> Result<Outcome, JobProblem> {
        do throws(JobProblem) {
            return .success(try await work())
        } catch {
            return .failure(error)
        }
    }
}
