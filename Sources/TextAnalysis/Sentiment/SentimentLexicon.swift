/// How good or bad words sound by themselves, as rated by people: the word list that was published with VADER.
package struct SentimentLexicon: Sendable {
    /// By word in lower case: -4 (very bad) to 4 (very good).
    let valences: [String: Double]

    /// Bytes of the list; the published one has 430 kB.
    package static let sizeLimitBytes = 8 << 20
    /// Words that a list must have to be one.
    private static let fewestWords = 100
    private static let valenceRange = -4.0...4.0

    /// - Parameter text: a line for each word: the word, a tab, its valence; what follows another tab is not looked at.
    package init(_ text: String) throws(TextAnalysisError) {
        guard text.utf8.count <= Self.sizeLimitBytes else { throw .unusableLexicon("it has more than \(Self.sizeLimitBytes) bytes") }
        var valences: [String: Double] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            let fields = line.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false)
            guard fields.count >= 2, let valence = Double(fields[1]), Self.valenceRange.contains(valence) else { continue }
            valences[fields[0].lowercased()] = valence
        }
        guard valences.count >= Self.fewestWords else { throw .unusableLexicon("it has only \(valences.count) words with a valence") }
        self.valences = valences
    }
}
