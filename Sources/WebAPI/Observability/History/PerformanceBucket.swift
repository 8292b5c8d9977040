/// What happened in one stretch of time.
package struct PerformanceBucket: Hashable, Sendable, Codable {
    /// Routes with numbers of their own in one bucket; the others are counted together. A service has some hundred routes, of which few
    /// are used in the same minute.
    private static let mostRoutes = 64
    static let otherRoutes = "other"

    /// Seconds since 1970.
    package private(set) var start: Int
    package private(set) var processor = Samples()
    package private(set) var memory = Samples()
    /// By "GET /api/v1/documents/{document_id}".
    package private(set) var routes: [String: RouteTally] = [:]

    package init(start: Int) {
        self.start = start
    }

    /// Percentages sampled every few seconds.
    package struct Samples: Hashable, Sendable, Codable {
        package private(set) var count = 0
        package private(set) var sum = 0.0
        package private(set) var peak = 0.0

        package var mean: Double? { count == 0 ? nil : sum / Double(count) }

        mutating func add(_ percent: Double) {
            count += 1
            sum += percent
            peak = max(peak, percent)
        }

        mutating func merge(_ other: Samples) {
            count += other.count
            sum += other.sum
            peak = max(peak, other.peak)
        }
    }

    package var isEmpty: Bool { memory.count == 0 && routes.isEmpty }

    /// - Parameter processorPercent: `nil` when it is not known yet.
    mutating func add(processorPercent: Double?, memoryPercent: Double) {
        if let processorPercent { processor.add(processorPercent) }
        memory.add(memoryPercent)
    }

    mutating func add(_ tally: RouteTally, of route: String) {
        let isKnown = routes[route] != nil || routes.count < Self.mostRoutes
        routes[isKnown ? route : Self.otherRoutes, default: RouteTally()].merge(tally)
    }

    mutating func merge(_ other: PerformanceBucket) {
        processor.merge(other.processor)
        memory.merge(other.memory)
        for (route, tally) in other.routes.sorted(by: { $0.key < $1.key }) { add(tally, of: route) }
    }
}

/// The requests of one route in one stretch of time.
package struct RouteTally: Hashable, Sendable, Codable {
    package private(set) var durations = Distribution(boundCount: DurationBounds.requests.count)
    /// Answers with a status from 500 on.
    package private(set) var errorCount = 0

    package init(durations: Distribution? = nil, errorCount: Int = 0) {
        if let durations { self.durations = durations }
        self.errorCount = errorCount
    }

    mutating func merge(_ other: RouteTally) {
        durations.merge(other.durations)
        errorCount += other.errorCount
    }
}
