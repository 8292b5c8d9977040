/// The text that Prometheus reads (exposition format 0.0.4).
enum Exposition {
    static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    static func text(of registry: MetricsRegistry) -> String {
        var text = ""
        for (family, series) in registry.snapshot where !series.isEmpty {
            text += "# HELP \(family.name) \(escaped(family.summary, quotes: false))\n# TYPE \(family.name) \(family.kind.word)\n"
            for (values, value) in series { write(family, values, value, to: &text) }
        }
        return text
    }

    private static func write(_ family: MetricFamily, _ values: [String], _ value: MetricValue, to text: inout String) {
        let labels = zip(family.labels, values).map { "\($0)=\"\(escaped($1, quotes: true))\"" }.joined(separator: ",")
        switch value {
        case .number(let number): text += "\(family.name)\(braced(labels)) \(written(number))\n"
        case .distribution(let distribution, let bounds):
            var sum = 0
            for (count, bound) in zip(distribution.counts, bounds + [.infinity]) {
                sum += count
                let limit = "le=\"\(written(bound))\""
                text += "\(family.name)_bucket\(braced(labels.isEmpty ? limit : "\(labels),\(limit)")) \(sum)\n"
            }
            text += "\(family.name)_sum\(braced(labels)) \(written(distribution.sum))\n\(family.name)_count\(braced(labels)) \(sum)\n"
        }
    }

    private static func braced(_ labels: String) -> String { labels.isEmpty ? "" : "{\(labels)}" }

    static func written(_ number: Double) -> String {
        if number.isNaN { return "NaN" }
        if number.isInfinite { return number < 0 ? "-Inf" : "+Inf" }
        return number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : String(number)
    }

    static func escaped(_ text: String, quotes: Bool) -> String {
        guard text.utf8.contains(where: { $0 == 0x5C || $0 == 0x0A || $0 == 0x22 }) else { return text }
        var result = ""
        for character in text.unicodeScalars {
            switch character {
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\"" where quotes: result += "\\\""
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }
}

extension MetricFamily.Kind {
    fileprivate var word: String {
        switch self {
        case .counter: "counter"
        case .gauge: "gauge"
        case .histogram: "histogram"
        }
    }
}
