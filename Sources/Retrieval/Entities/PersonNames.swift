/// Tells which short names of a document stand for which full ones: "Smith" and "J. Smith" for "Jane Smith", where there is one only.
struct PersonNames {
    private static let mostOfSurname = 50

    /// Keys of full names by key of the short one.
    private var full: [String: String] = [:]

    /// - Parameter keys: of all people of the document.
    init(_ keys: Set<String>) {
        let names = keys.map { $0.split(separator: " ").map(String.init) }
        let fullNames = Dictionary(grouping: names.filter { $0.count > 1 && $0[0].count > 1 }) { $0.last ?? "" }
        for name in names {
            // Of a surname that so many have, nobody can tell who is meant.
            guard let surname = name.last, let others = fullNames[surname], others.count <= Self.mostOfSurname else { continue }
            let candidates = others.filter { $0 != name && Self.stands(name, for: $0) }
            // The longest, when all others are shorter forms of it.
            guard let longest = candidates.max(by: { ($0.count, $1.joined()) < ($1.count, $0.joined()) }),
                candidates.allSatisfy({ $0 == longest || Self.stands($0, for: longest) })
            else { continue }
            full[name.joined(separator: " ")] = longest.joined(separator: " ")
        }
    }

    func key(for short: String) -> String { full[short] ?? short }

    /// Whether the short name can be said of somebody with the full one.
    private static func stands(_ short: [String], for full: [String]) -> Bool {
        guard short.count <= full.count, let surname = short.last, surname == full.last else { return false }
        if short.count == 1 { return full.count > 1 }
        var rest = full.dropLast()[...]
        for part in short.dropLast() {
            guard let place = rest.firstIndex(where: { $0 == part || part.count == 1 && $0.hasPrefix(part) || $0.count == 1 && part.hasPrefix($0) })
            else { return false }
            rest = rest[(place + 1)...]
        }
        return short != full
    }
}
