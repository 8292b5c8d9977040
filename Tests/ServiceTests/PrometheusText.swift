/// The text of `/metrics`, read as strictly as Prometheus does.
struct PrometheusText {
    struct Broken: Error, CustomStringConvertible {
        var description: String
    }

    /// By the line's name and labels: `mivaa_http_requests_total{method="GET",route="/",status="2xx"}`.
    private(set) var values: [String: Double] = [:]
    private(set) var kinds: [String: String] = [:]
    private(set) var helps: [String: String] = [:]

    /// - Throws: at the first line that breaks the format, tells a series twice, or has a metric without its type before it.
    init(_ text: String) throws {
        guard text.hasSuffix("\n") else { throw Broken(description: "the last line does not end") }
        for line in text.split(separator: "\n", omittingEmptySubsequences: true) {
            let words = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
            if line.hasPrefix("# HELP "), words.count == 4 {
                try set(&helps, String(words[2]), String(words[3]), line)
            } else if line.hasPrefix("# TYPE "), words.count == 4, ["counter", "gauge", "histogram"].contains(words[3]) {
                try set(&kinds, String(words[2]), String(words[3]), line)
            } else {
                try readSample(line)
            }
        }
        try checkHistograms()
    }

    /// Nothing else: `nil` when there is no such series.
    subscript(_ name: String) -> Double? { values[name] }

    var names: Set<String> { Set(kinds.keys) }

    private func set(_ table: inout [String: String], _ name: String, _ value: String, _ line: Substring) throws {
        guard table[name] == nil else { throw Broken(description: "told twice: \(line)") }
        table[name] = value
    }

    private mutating func readSample(_ line: Substring) throws {
        let pattern =
            /([a-zA-Z_:][a-zA-Z0-9_:]*)(\{[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\\\|\\"|\\n)*"(?:,[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\\\|\\"|\\n)*")*\})? ([^ ]+)/
        guard let match = line.wholeMatch(of: pattern) else { throw Broken(description: "no sample: \(line)") }
        let name = String(match.1)
        let family =
            ["_bucket", "_sum", "_count"].lazy.filter(name.hasSuffix).map { String(name.dropLast($0.count)) }
            .first { kinds[$0] == "histogram" } ?? name
        guard kinds[family] != nil, helps[family] != nil else { throw Broken(description: "no type or help before: \(line)") }
        let text = match.3 == "+Inf" ? "inf" : match.3 == "-Inf" ? "-inf" : String(match.3)
        guard let value = Double(text) else { throw Broken(description: "no number: \(line)") }
        let series = name + (match.2.map(String.init) ?? "")
        guard values[series] == nil else { throw Broken(description: "told twice: \(line)") }
        values[series] = value
    }

    /// Every bucket holds those before it, and the last one all.
    private func checkHistograms() throws {
        for name in kinds.filter({ $0.value == "histogram" }).keys {
            for (series, count) in values where series.hasPrefix("\(name)_count") {
                let labels = series.dropFirst("\(name)_count".count).dropFirst().dropLast()
                let buckets = values.filter { $0.key.hasPrefix("\(name)_bucket{\(labels)\(labels.isEmpty ? "" : ",")le=") }
                    .map { (bound: Self.bound($0.key), count: $0.value) }.sorted { $0.bound < $1.bound }
                guard buckets.last?.bound == .infinity, buckets.last?.count == count, buckets.map(\.count) == buckets.map(\.count).sorted() else {
                    throw Broken(description: "buckets of \(series) do not add up")
                }
            }
        }
    }

    private static func bound(_ series: String) -> Double {
        let text = series.split(separator: "le=\"").last?.prefix { $0 != "\"" } ?? ""
        return text == "+Inf" ? .infinity : Double(text) ?? .nan
    }
}
