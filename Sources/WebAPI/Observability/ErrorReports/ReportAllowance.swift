import DocumentModel

/// How often the same error, and errors at all, are reported. A broken disk fails every request; one report says it.
struct ReportAllowance: Sendable {
    private static let secondsBetweenSame = 60.0
    private static let mostPerMinute = 30
    /// Kinds remembered at most; more are forgotten, the longest unseen first.
    private static let mostKinds = 500

    private struct Seen: Sendable {
        var lastReport: Timestamp
        var suppressedCount = 0
    }

    private var seen: [String: Seen] = [:]
    private var minute: Int64 = 0
    private var countInMinute = 0

    /// How many of the same were held back since the last report; `nil` when this one is held back too.
    mutating func admit(_ fingerprint: String, now: Timestamp) -> Int? {
        if let known = seen[fingerprint], now.seconds(since: known.lastReport) < Self.secondsBetweenSame {
            seen[fingerprint]?.suppressedCount += 1
            return nil
        }
        if now.milliseconds / 60_000 != minute { (minute, countInMinute) = (now.milliseconds / 60_000, 0) }
        guard countInMinute < Self.mostPerMinute else { return nil }
        countInMinute += 1
        let suppressed = seen[fingerprint]?.suppressedCount ?? 0
        if seen.count >= Self.mostKinds, seen[fingerprint] == nil { forgetOldest() }
        seen[fingerprint] = Seen(lastReport: now)
        return suppressed
    }

    private mutating func forgetOldest() {
        guard let oldest = seen.min(by: { $0.value.lastReport < $1.value.lastReport }) else { return }
        seen[oldest.key] = nil
    }
}
