/// Words that change the valence of others.
enum SentimentWords {
    /// 1 for adverbs that strengthen, -1 for those that weaken.
    static let degrees: [String: Double] = Dictionary(
        uniqueKeysWithValues: words(stronger).map { ($0, 1) } + words(weaker).map { ($0, -1) })

    static let negations = Set(words(negating))

    static func isNegation(_ word: String) -> Bool { negations.contains(word) || word.contains("n't") || word.contains("n\u{2019}t") }

    private static func words(_ list: String) -> [String] { list.split(whereSeparator: \.isWhitespace).map(String.init) }

    private static let stronger = """
        absolutely amazingly awfully completely considerable considerably decidedly deeply effing enormous enormously entirely especially
        exceptional exceptionally extreme extremely fabulously flipping frackin fracking fricking frickin frigging friggin fully fuckin fucking
        fuggin fugging greatly hella highly hugely incredible incredibly intensely major majorly more most particularly purely quite really
        remarkably so substantially thoroughly total totally tremendous tremendously uber unbelievably unusually utter utterly very
        """

    private static let weaker = """
        almost barely hardly kinda less little marginal marginally occasional occasionally partly scarce scarcely slight slightly somewhat sorta
        """

    private static let negating = """
        aint arent cannot cant couldnt darent didnt doesnt dont hadnt hasnt havent isnt mightnt mustnt neither neednt never no none nope nor not
        nothing nowhere oughtnt shant shouldnt uhuh wasnt werent without wont wouldnt rarely seldom despite
        """
}
