import Dispatch

/// A session together with the thread its blocking calls run on.
///
/// `@unchecked Sendable`. Safe because the session is touched only by work on the serial queue.
final class DocumentReader: @unchecked Sendable {
    /// The slot to give back when done; `nil` for a session in this process.
    let slot: ChildSlot?
    private let session: any DocumentSession
    private let queue: DispatchQueue

    init(_ session: any DocumentSession, queue: DispatchQueue, slot: ChildSlot? = nil) {
        self.session = session
        self.queue = queue
        self.slot = slot
    }

    /// Runs blocking work on the session's thread.
    func perform<Outcome: Sendable>(
        _ work: @escaping @Sendable (any DocumentSession) throws(Refusal) -> Outcome
    ) async throws(Refusal) -> Outcome {
        let result: Result<Outcome, Refusal> = await withCheckedContinuation { continuation in
            queue.async {
                do throws(Refusal) {
                    continuation.resume(returning: .success(try work(self.session)))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        return try result.get()
    }
}
