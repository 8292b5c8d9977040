extension Collection where Self: Sendable, Element: Sendable {
    /// What becomes of each element, in the order of the elements. The first failure is thrown, once those that are under way, which it
    /// cancels, have ended.
    ///
    /// - Parameter limit: elements that are worked on at a time; at least one is.
    package func concurrentMap<Value: Sendable, Failure: Error>(
        atOnce limit: Int, _ transform: @escaping @Sendable (Element) async throws(Failure) -> Value
    ) async throws(Failure) -> [Value] {
        let outcomes = await withTaskGroup(of: Outcome<Value, Failure>.self) { group in
            var waiting = enumerated().makeIterator()
            func beginNext() {
                guard let (position, element) = waiting.next() else { return }
                group.addTask { Outcome(position: position, result: await result(of: element, transform)) }
            }
            for _ in 0..<Swift.max(1, limit) { beginNext() }
            var outcomes: [Outcome<Value, Failure>] = []
            while let outcome = await group.next() {
                if case .failure = outcome.result {
                    group.cancelAll()
                    return [outcome]
                }
                outcomes.append(outcome)
                beginNext()
            }
            return outcomes
        }
        var values: [Value] = []
        for outcome in outcomes.sorted(by: { $0.position < $1.position }) { values.append(try outcome.result.get()) }
        return values
    }
}

private struct Outcome<Value: Sendable, Failure: Error>: Sendable {
    let position: Int
    let result: Result<Value, Failure>
}

/// By itself, not as a part of the task: written there, Swift 6.3 gives all tasks the same position when it optimizes.
private func result<Element, Value, Failure: Error>(
    of element: Element, _ transform: @Sendable (Element) async throws(Failure) -> Value
) async -> Result<Value, Failure> {
    do throws(Failure) {
        return .success(try await transform(element))
    } catch {
        return .failure(error)
    }
}
