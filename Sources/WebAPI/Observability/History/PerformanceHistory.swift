/// The last day by minutes and the last month by hours.
package struct PerformanceHistory: Sendable {
    static let secondsOfMinute = 60
    static let secondsOfHour = 3600
    static let minutesKept = 24 * 60
    static let hoursKept = 30 * 24

    private(set) var minutes: [PerformanceBucket] = []
    private(set) var hours: [PerformanceBucket] = []

    package init() {}

    /// - Parameters:
    ///   - hours: those that are over; an hour that is in neither is put together from its minutes.
    init(minutes: [PerformanceBucket], hours: [PerformanceBucket], now: Int) {
        for hour in hours { Self.merge(hour, into: &self.hours, seconds: Self.secondsOfHour) }
        let known = Set(self.hours.map(\.start))
        for minute in minutes {
            Self.merge(minute, into: &self.minutes, seconds: Self.secondsOfMinute)
            if !known.contains(Self.start(of: minute.start, Self.secondsOfHour)) {
                Self.merge(minute, into: &self.hours, seconds: Self.secondsOfHour)
            }
        }
        forget(before: now)
    }

    /// Adds what was measured since the last time.
    mutating func add(_ slice: PerformanceBucket) {
        Self.merge(slice, into: &minutes, seconds: Self.secondsOfMinute)
        Self.merge(slice, into: &hours, seconds: Self.secondsOfHour)
        forget(before: slice.start)
    }

    /// Everything of the period up to now, together.
    package func total(of period: PerformancePeriod, now: Int) -> PerformanceBucket {
        let first = now - period.seconds
        var total = PerformanceBucket(start: first)
        for bucket in buckets(of: period) where bucket.start > first && bucket.start <= now { total.merge(bucket) }
        return total
    }

    func buckets(of period: PerformancePeriod) -> [PerformanceBucket] {
        switch period {
        case .hour, .day: minutes
        case .week, .month: hours
        }
    }

    private mutating func forget(before now: Int) {
        minutes.removeAll { $0.start <= now - Self.minutesKept * Self.secondsOfMinute }
        hours.removeAll { $0.start <= now - Self.hoursKept * Self.secondsOfHour }
    }

    static func start(of second: Int, _ seconds: Int) -> Int { second - second % seconds }

    /// Into the bucket of its time, which is the last one but for clocks that were set back and for what is read from disk.
    private static func merge(_ slice: PerformanceBucket, into buckets: inout [PerformanceBucket], seconds: Int) {
        let start = start(of: slice.start, seconds)
        let place = buckets.lastIndex { $0.start <= start }
        if let place, buckets[place].start == start {
            buckets[place].merge(slice)
        } else {
            var bucket = PerformanceBucket(start: start)
            bucket.merge(slice)
            buckets.insert(bucket, at: place.map { $0 + 1 } ?? 0)
        }
    }
}

/// Times that a summary can be of.
package enum PerformancePeriod: String, APIChoice {
    case hour = "1h"
    case day = "24h"
    case week = "7d"
    case month = "30d"

    var seconds: Int {
        switch self {
        case .hour: 3600
        case .day: 24 * 3600
        case .week: 7 * 24 * 3600
        case .month: 30 * 24 * 3600
        }
    }
}
