import Synchronization

/// A fixed number of slots for children, lent to documents.
package actor ChildPool {
    private let slots: [ChildSlot]
    private var idle: [ChildSlot]
    private var waiting: [CheckedContinuation<ChildSlot, Never>] = []

    /// - Parameters:
    ///   - size: children at most; at least 1.
    ///   - onWarning: told once of every right that a child could not give up on this system.
    ///   - onEvent: told of every child that starts or is given up, from any thread.
    package init(
        size: Int, command: ChildCommand, onWarning: @escaping @Sendable (String) -> Void = { _ in },
        onEvent: @escaping @Sendable (ChildEvent) -> Void = { _ in }
    ) {
        let warned = WarningsGiven()
        slots = (0..<max(1, size)).map { _ in
            ChildSlot(command, reportWarnings: { warnings in warned.fresh(warnings).forEach(onWarning) }, onEvent: onEvent)
        }
        idle = slots
    }

    /// Process identifiers of the children running now.
    package var processIdentifiers: [Int32] {
        slots.compactMap(\.processIdentifier)
    }

    /// A slot, as soon as one is idle; first come, first served.
    func borrow() async -> ChildSlot {
        if let slot = idle.popLast() { return slot }
        return await withCheckedContinuation { waiting.append($0) }
    }

    /// A slot that nobody needs now; `nil` when there is none.
    func borrowSpare() -> ChildSlot? {
        waiting.isEmpty ? idle.popLast() : nil
    }

    func giveBack(_ slot: ChildSlot) {
        if waiting.isEmpty {
            idle.append(slot)
        } else {
            waiting.removeFirst().resume(returning: slot)
        }
    }

    /// Ends all idle children. Those that are lent end when their slot is let go.
    package func shutDown() {
        idle.forEach { $0.discard() }
    }
}

/// The warnings that were given already: every child meets the same obstacles.
private final class WarningsGiven: Sendable {
    private let given = Mutex<Set<String>>([])

    func fresh(_ warnings: [String]) -> [String] {
        given.withLock { given in warnings.filter { given.insert($0).inserted } }
    }
}
