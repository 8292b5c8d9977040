/// Lets a few services start at a time. All tests begin together; with a hundred services that start at once, none is ready within a minute.
actor StartingLine {
    static let shared = StartingLine()

    private static let mostStarts = 4

    private var starts = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// What `start` returns, once it is its turn.
    func take<Value: Sendable>(_ start: @Sendable () async throws -> Value) async throws -> Value {
        await turn()
        defer { pass() }
        return try await start()
    }

    private func turn() async {
        guard starts >= Self.mostStarts else {
            starts += 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    /// The place goes to who waits longest.
    private func pass() {
        guard !waiting.isEmpty else {
            starts -= 1
            return
        }
        waiting.removeFirst().resume()
    }
}
