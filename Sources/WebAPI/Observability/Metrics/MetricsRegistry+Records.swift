extension MetricsRegistry {
    /// One record for each series: its name, its labels as they are exposed (empty for none), its value.
    package var records: [JSONTree] {
        Exposition.text(of: self).split(separator: "\n").compactMap { line in
            // The value stands behind the last space; labels may have spaces in them.
            guard !line.hasPrefix("#"), let space = line.lastIndex(of: " ") else { return nil }
            let series = line[..<space]
            let name = series.prefix { $0 != "{" }
            let value = String(line[line.index(after: space)...])
            return [
                "metric": .string(String(name)), "labels": .string(String(series.dropFirst(name.count))),
                "value": Double(value).flatMap { $0.isFinite ? .number($0) : nil } ?? .string(value),
            ]
        }
    }
}
