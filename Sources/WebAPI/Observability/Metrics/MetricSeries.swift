import Metrics
import Synchronization

/// The values of one metric with one set of labels. Classes because whoever counts keeps them.
protocol MetricSeries: AnyObject, Sendable {
    init(_ kind: MetricFamily.Kind)
    var value: MetricValue { get }
}

enum MetricValue: Sendable {
    case number(Double)
    case distribution(Distribution, bounds: [Double])
}

/// Only grows.
package final class CounterSeries: MetricSeries {
    private let bits = Atomic<UInt64>(Double.zero.bitPattern)

    init(_ kind: MetricFamily.Kind) {}

    var value: MetricValue { .number(number) }
    package var number: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }

    /// - Parameter amount: not negative; others are passed over.
    package func add(_ amount: Double = 1) {
        guard amount >= 0 else { return }
        bits.change { $0 + amount }
    }

    /// For totals that something else counts, as the kernel does.
    func setTotal(_ total: Double) {
        bits.change { max($0, total) }
    }
}

/// Goes up and down.
package final class GaugeSeries: MetricSeries {
    private let bits = Atomic<UInt64>(Double.zero.bitPattern)

    init(_ kind: MetricFamily.Kind) {}

    var value: MetricValue { .number(number) }
    package var number: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }

    package func set(to number: Double) { bits.store(number.bitPattern, ordering: .relaxed) }
    package func add(_ amount: Double) { bits.change { $0 + amount } }
}

/// How many values were how large.
package final class HistogramSeries: MetricSeries {
    private let bounds: [Double]
    private let state: Mutex<Distribution>

    init(_ kind: MetricFamily.Kind) {
        if case .histogram(let bounds) = kind { self.bounds = bounds } else { bounds = [] }
        state = Mutex(Distribution(boundCount: bounds.count))
    }

    var value: MetricValue { .distribution(state.withLock { $0 }, bounds: bounds) }

    package func record(_ value: Double) {
        guard value.isFinite else { return }
        state.withLock { $0.add(value, bounds: bounds) }
    }

    /// Everything recorded so far, with the maximum since the last call.
    func takeReading() -> Distribution {
        state.withLock { state in
            let maximum = state.takeMaximum()
            return state.withMaximum(maximum)
        }
    }
}

extension Atomic where Value == UInt64 {
    /// Replaces the number whose bits this holds.
    fileprivate borrowing func change(_ change: (Double) -> Double) {
        var old = load(ordering: .relaxed)
        while true {
            let new = change(Double(bitPattern: old)).bitPattern
            let (isDone, present) = compareExchange(expected: old, desired: new, ordering: .relaxed)
            if isDone { return }
            old = present
        }
    }
}

extension CounterSeries: CounterHandler, FloatingPointCounterHandler {
    package func increment(by amount: Int64) { add(Double(amount)) }
    package func increment(by amount: Double) { add(amount) }
    /// A counter of Prometheus never goes back while its process lives.
    package func reset() {}
}

extension GaugeSeries: MeterHandler, RecorderHandler {
    package func set(_ value: Int64) { set(to: Double(value)) }
    package func set(_ value: Double) { set(to: value) }
    package func increment(by amount: Double) { add(amount) }
    package func decrement(by amount: Double) { add(-amount) }
    package func record(_ value: Int64) { set(to: Double(value)) }
    package func record(_ value: Double) { set(to: value) }
}

extension HistogramSeries: RecorderHandler, TimerHandler {
    package func record(_ value: Int64) { record(Double(value)) }
    package func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
}
