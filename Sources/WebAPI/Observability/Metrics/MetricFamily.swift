/// One thing that is measured: what it is called and what tells its series apart.
package struct MetricFamily: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// Only grows.
        case counter
        /// Goes up and down.
        case gauge
        /// How many values were at most as large as each bound; the bounds ascend.
        case histogram(bounds: [Double])
    }

    /// With its unit: "mivaa_http_request_duration_seconds".
    package let name: String
    package let summary: String
    /// Names of labels, in the order in which their values are given.
    package let labels: [String]
    package let kind: Kind

    package init(_ kind: Kind, _ name: String, _ summary: String, labels: [String] = []) {
        self.name = name
        self.summary = summary
        self.labels = labels
        self.kind = kind
    }
}

extension MetricFamily.Kind {
    /// Answers within a millisecond up to those that a client waits minutes for, in seconds.
    package static let requestSeconds = MetricFamily.Kind.histogram(bounds: DurationBounds.requests)
    /// Stages of work: a page in ten milliseconds, a catalogue with recognition in an hour, in seconds.
    package static let stageSeconds = MetricFamily.Kind.histogram(bounds: DurationBounds.stages)
}

/// Upper bounds in seconds. Percentiles are read off between two of them, so they lie closest where the targets are.
package enum DurationBounds {
    static let requests = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120]
    static let stages = [0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600]
}
