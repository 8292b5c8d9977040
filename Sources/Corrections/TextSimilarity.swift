/// How alike two short texts are.
enum TextSimilarity {
    /// Characters compared: of longer texts, the beginnings. The time grows with the square.
    private static let mostCharacters = 1_000

    /// 0...1: the share of the longer one's characters that need not be changed to get the other (Levenshtein's distance). Letter case and
    /// white space do not count: a second reading of a scan often differs in both.
    static func of(_ first: String, _ second: String) -> Double {
        let (first, second) = (folded(first), folded(second))
        let longer = max(first.count, second.count)
        guard longer > 0 else { return 1 }
        return 1 - Double(distance(first, second)) / Double(longer)
    }

    static func folded(_ text: String) -> [Character] {
        Array(text.lowercased().filter { !$0.isWhitespace }.prefix(mostCharacters))
    }

    private static func distance(_ first: [Character], _ second: [Character]) -> Int {
        var row = Array(0...second.count)
        for (i, left) in first.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, right) in second.enumerated() {
                let change = diagonal + (left == right ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(change, row[j] + 1, diagonal + 1)
            }
        }
        return row[second.count]
    }
}
