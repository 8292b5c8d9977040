import Backends
import Synchronization
import Testing

@Suite("Concurrent map")
struct ConcurrentMapTests {
    private struct Odd: Error, Equatable {
        let number: Int
    }

    /// Elements that are worked on now, and the most there were.
    private final class Gauge: Sendable {
        private let counts = Mutex((now: 0, most: 0))

        var most: Int { counts.withLock { $0.most } }

        func around<Value>(_ work: () async -> Value) async -> Value {
            counts.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
            defer { counts.withLock { $0.now -= 1 } }
            return await work()
        }
    }

    @Test("values stand in the order of the elements, whichever is done first", arguments: [-1, 0, 1, 3, 100])
    func order(_ limit: Int) async {
        let numbers = Array(0..<60)
        let doubled = await numbers.concurrentMap(atOnce: limit) { number in
            for _ in 0..<(60 - number) { await Task.yield() }
            return number * 2
        }
        #expect(doubled == numbers.map { $0 * 2 })
    }

    @Test("no more than the limit are worked on at a time")
    func limit() async {
        let gauge = Gauge()
        _ = await (0..<50).concurrentMap(atOnce: 4) { _ in
            await gauge.around { for _ in 0..<20 { await Task.yield() } }
        }
        #expect((1...4).contains(gauge.most))
    }

    @Test("a failure is thrown, and nothing is begun after it")
    func failure() async {
        let begun = Mutex(0)
        await #expect(throws: Odd(number: 3)) {
            _ = try await [0, 2, 3, 4, 6, 8].concurrentMap(atOnce: 1) { (number) throws(Odd) in
                begun.withLock { $0 += 1 }
                if number % 2 == 1 { throw Odd(number: number) }
                return number
            }
        }
        #expect(begun.withLock { $0 } == 3)
    }

    @Test("nothing becomes nothing")
    func nothing() async {
        #expect(await [Int]().concurrentMap(atOnce: 4) { $0 }.isEmpty)
    }
}
