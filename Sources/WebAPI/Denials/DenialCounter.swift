import DocumentModel

/// Decides which refusals are written down: the first of a caller on a route at once, those that follow within the same minute as one
/// more entry with their number when the minute is over. A client that hammers must not fill the disk.
struct DenialCounter {
    /// Routes of one caller that are told apart within a minute. A scan of the whole API is one more entry, not hundreds.
    static let mostRoutesPerCaller = 20
    /// Callers and routes that are told apart within a minute, of the whole installation: the bound on memory and disk when many
    /// callers, or many addresses that show no valid credential, are refused at a time.
    static let mostKinds = 500
    /// Addresses that are counted of one caller on one route.
    static let mostAddresses = 50

    /// What stands in the place of routes and callers that are not told apart.
    static let otherRoutes = "other routes"
    static let otherCallers = AuditActor(rawValue: "many")

    struct Kind: Hashable {
        var actor: AuditActor
        /// Of callers that nobody knows: otherwise all of them would be one.
        var address: String?
        var action: AuditAction
        var route: String
    }

    private struct Tally {
        var first: Denial
        var minute: Int64
        var begin: Timestamp
        var end: Timestamp
        var further = 0
        var addresses: Set<String> = []
    }

    private var tallies: [Kind: Tally] = [:]

    /// How many kinds are being counted.
    var kindCount: Int { tallies.count }

    /// The event to write now; `nil` when the refusal is only counted.
    mutating func note(_ denial: Denial, at now: Timestamp) -> AuditEvent? {
        let kind = kind(of: denial)
        let minute = Self.minute(now)
        if tallies[kind] != nil {
            tallies[kind]?.further += 1
            tallies[kind]?.end = now
            if tallies[kind]?.addresses.count ?? 0 < Self.mostAddresses { tallies[kind]?.addresses.insert(denial.address) }
            return nil
        }
        var first = denial
        (first.actor, first.route) = (kind.actor, kind.route)
        tallies[kind] = Tally(first: first, minute: minute, begin: now, end: now)
        return first.event(at: now)
    }

    /// Entries of the minutes that are over, and what was counted in them; all minutes when `now` is `nil`.
    mutating func close(at now: Timestamp?) -> [AuditEvent] {
        let over = tallies.filter { now == nil || $0.value.minute < Self.minute(now ?? $0.value.begin) }
        for kind in over.keys { tallies[kind] = nil }
        return over.values.filter { $0.further > 0 }.sorted { ($0.begin, $0.first.route) < ($1.begin, $1.first.route) }.map(Self.summary)
    }

    private func kind(of denial: Denial) -> Kind {
        let address = denial.actor == .anonymous ? denial.address : nil
        var kind = Kind(actor: denial.actor, address: address, action: denial.action, route: denial.route)
        if tallies[kind] != nil { return kind }
        if tallies.count >= Self.mostKinds { return Kind(actor: Self.otherCallers, address: nil, action: denial.action, route: Self.otherRoutes) }
        let own = tallies.keys.count { $0.actor == kind.actor && $0.address == kind.address }
        if own >= Self.mostRoutesPerCaller { kind.route = Self.otherRoutes }
        return kind
    }

    private static func summary(_ tally: Tally) -> AuditEvent {
        var event = tally.first.event(at: tally.end)
        event.details["count"] = String(tally.further)
        event.details["since"] = tally.begin.iso8601
        event.details["request_id"] = nil
        // The last of several records would say nothing of the others.
        event.target = nil
        let others = tally.addresses.subtracting([tally.first.address]).count
        if others > 0 { event.details["further_addresses"] = String(others) }
        return event
    }

    private static func minute(_ time: Timestamp) -> Int64 { time.milliseconds / 60_000 }
}
