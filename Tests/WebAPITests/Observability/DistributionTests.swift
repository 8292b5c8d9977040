import Testing

@testable import WebAPI

@Suite("Distributions")
struct DistributionTests {
    private let bounds = DurationBounds.requests

    private func distribution(_ values: [Double]) -> Distribution {
        values.reduce(into: Distribution(boundCount: bounds.count)) { $0.add($1, bounds: bounds) }
    }

    @Test("a value belongs to the first bound that is not below it")
    func places() {
        let counts = distribution([0, 0.001, 0.0011, 120, 121]).counts
        #expect(counts.first == 2 && counts[1] == 1 && counts[bounds.count - 1] == 1 && counts.last == 1)
    }

    @Test("percentiles lie between the same two bounds as the true ones", arguments: [0.5, 0.9, 0.95, 0.99])
    func quantiles(share: Double) throws {
        var generator = SystemRandomNumberGenerator()
        let values = (0..<5000).map { _ in Double.random(in: 0.0005...0.4, using: &generator) }.sorted()
        let exact = values[Int((share * 5000).rounded(.up)) - 1]
        let estimate = try #require(distribution(values).quantile(share, bounds: bounds))
        let above = try #require(bounds.firstIndex { $0 >= exact })
        #expect(estimate <= bounds[above] && estimate >= (above == 0 ? 0 : bounds[above - 1]))
    }

    @Test("no percentile exceeds the largest value, also above all bounds")
    func maximum() {
        #expect(distribution([0.3]).quantile(0.99, bounds: bounds) == 0.3)
        #expect(distribution([500, 600]).quantile(0.5, bounds: bounds) == 600)
        #expect(distribution([]).quantile(0.5, bounds: bounds) == nil)
        #expect(distribution([]).mean == nil)
    }

    @Test("two parts make the whole")
    func merging() {
        var parts = distribution([0.25, 0.5])
        parts.merge(distribution([4, 0.5]))
        #expect(parts == distribution([0.25, 0.5, 4, 0.5]))
        let later = distribution([0.1, 0.2, 3])
        #expect(later.since(distribution([0.1, 0.2])).counts == distribution([3]).counts)
    }

    @Test("a reading tells the largest value since the last one")
    func readings() {
        let series = HistogramSeries(.requestSeconds)
        series.record(5.0)
        #expect(series.takeReading().maximum == 5)
        series.record(1.0)
        let reading = series.takeReading()
        #expect(reading.maximum == 1 && reading.count == 2 && reading.sum == 6)
        series.record(.nan)
        #expect(series.takeReading().count == 2)
    }
}
