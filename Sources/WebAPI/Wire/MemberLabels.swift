/// The labels of one text while it is written.
struct MemberLabels {
    private struct Label {
        var name: String
        var bytes: [UInt8]
        /// Which label came after it the last time.
        var following: Int?
    }

    private let names: MemberNames
    private let known: [String: [UInt8]]
    private var labels: [Label] = []
    private var places: [String: Int] = [:]
    private var last: Int?

    init(_ names: MemberNames) {
        self.names = names
        known = names.known()
    }

    /// The name in quotes, and a colon. Elements of a list have the same members in the same order: the name that is expected is compared
    /// before any other is looked up.
    subscript(name: String) -> [UInt8] {
        mutating get {
            if let last, let expected = labels[last].following, labels[expected].name == name {
                self.last = expected
                return labels[expected].bytes
            }
            let place = place(of: name)
            if let last { labels[last].following = place }
            last = place
            return labels[place].bytes
        }
    }

    private mutating func place(of name: String) -> Int {
        if let place = places[name] { return place }
        labels.append(Label(name: name, bytes: known[name] ?? names.learn(name)))
        places[name] = labels.count - 1
        return labels.count - 1
    }
}
