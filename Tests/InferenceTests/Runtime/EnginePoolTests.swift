import Backends
import Dispatch
import Synchronization
import Testing

@testable import Inference

@Suite("A pool of engines")
struct EnginePoolTests {
    private final class Engine {}

    private func pool(engines: Int, waiting: Int = 256, seconds: Double = 60) -> EnginePool<Engine> {
        var limits = EnginePool<Engine>.Limits(engines: engines, seconds: seconds)
        limits.waiting = waiting
        return EnginePool(limits: limits) { () throws(RecognitionError) in Engine() }
    }

    @Test("never has more work at the same time than engines, and does all of it")
    func bounded() async throws {
        let pool = pool(engines: 2)
        let tally = Tally()
        let sum = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 1...50 {
                group.addTask {
                    try await pool.withEngine { (_, _) throws(RecognitionError) in
                        tally.begin()
                        defer { tally.end() }
                        return number
                    }
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(sum == 1275)
        #expect(tally.most <= 2)
    }

    @Test("refuses who would be one too many in the line, and takes back work once there is room")
    func busy() async throws {
        let pool = pool(engines: 1, waiting: 0)
        let started = DispatchSemaphore(value: 0)
        let finish = DispatchSemaphore(value: 0)
        async let first: Int = pool.withEngine { (_, _) throws(RecognitionError) in
            started.signal()
            finish.wait()
            return 1
        }
        await Self.wait(for: started)
        await #expect(throws: RecognitionError.busy(waiting: 0)) {
            try await pool.withEngine { (_, _) throws(RecognitionError) in 2 }
        }
        finish.signal()
        #expect(try await first == 1)
        #expect(try await pool.withEngine { (_, _) throws(RecognitionError) in 3 } == 3)
    }

    @Test("a cancelled task leaves the line at once, and ends the work that runs")
    func cancellation() async throws {
        let pool = pool(engines: 1)
        let started = DispatchSemaphore(value: 0)
        let running = Task {
            try await pool.withEngine { (_, limit) throws(RecognitionError) -> Int in
                started.signal()
                while true { try limit.check() }
            }
        }
        await Self.wait(for: started)
        let waiting = Task { try await pool.withEngine { (_, _) throws(RecognitionError) in 2 } }
        waiting.cancel()
        await #expect(throws: RecognitionError.cancelled) { try await waiting.value }
        running.cancel()
        await #expect(throws: RecognitionError.cancelled) { try await running.value }
    }

    @Test("work that takes too long ends with its time-out")
    func timeOut() async throws {
        let pool = pool(engines: 1, seconds: 0.01)
        await #expect(throws: RecognitionError.timedOut(seconds: 0.01)) {
            try await pool.withEngine { (_, limit) throws(RecognitionError) -> Int in
                while true { try limit.check() }
            }
        }
    }

    @Test("an engine that cannot be made fails that work, and is tried again for the next")
    func failingEngine() async throws {
        let attempts = Mutex(0)
        let pool = EnginePool<Engine>(limits: .init(engines: 1, seconds: 60)) { () throws(RecognitionError) in
            let attempt = attempts.withLock { count in
                count += 1
                return count
            }
            if attempt == 1 { throw .missing(what: "the model", install: "mivaa models install") }
            return Engine()
        }
        await #expect(throws: RecognitionError.missing(what: "the model", install: "mivaa models install")) {
            try await pool.withEngine { (_, _) throws(RecognitionError) in 1 }
        }
        #expect(try await pool.withEngine { (_, _) throws(RecognitionError) in 2 } == 2)
    }

    /// How many are at work now, and were at most.
    private final class Tally: Sendable {
        private let counts = Mutex((now: 0, most: 0))

        var most: Int { counts.withLock { $0.most } }

        func begin() { counts.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) } }

        func end() { counts.withLock { $0.now -= 1 } }
    }

    private static func wait(for semaphore: DispatchSemaphore) async {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                semaphore.wait()
                continuation.resume()
            }
        }
    }
}
