import Backends

struct UsageQuery: APIMessage {
    var days: Int

    static let rules: [String: FieldRules] = ["days": .range(1...366, default: 30, "The last days, today included.")]
}

struct UsageReport: APIMessage {
    struct Day: APIMessage {
        var date: String
        var requests: Int
        var uploads: Int
        var extractions: Int
        var searches: Int
        var documents: Int
        var pages: Int
        var activeUsers: Int

        init(_ day: UsageDay) {
            date = day.day
            requests = day.counts[.requests] ?? 0
            uploads = day.counts[.uploads] ?? 0
            extractions = day.counts[.extractions] ?? 0
            searches = day.counts[.searches] ?? 0
            documents = day.counts[.documents] ?? 0
            pages = day.counts[.pages] ?? 0
            activeUsers = day.activeUsers
        }
    }

    struct Holdings: APIMessage {
        var documents: Int
        var pages: Int
        var storedBytes: Int64
    }

    /// Days on which nothing happened are left out.
    var days: [Day]
    var now: Holdings
}
