/// Cuts text into words.
enum Words {
    /// Words in order: runs of letters and digits, with single hyphens and apostrophes between them kept inside.
    ///
    /// - Parameter splitsAtApostrophes: "l'arbre" becomes two words; for languages that leave out vowels so.
    static func cut(_ text: some StringProtocol, splitsAtApostrophes: Bool = false) -> [String] {
        phrases(text, splitsAtApostrophes: splitsAtApostrophes).flatMap { $0 }
    }

    /// Words that stand together with nothing but space between them.
    static func phrases(_ text: some StringProtocol, splitsAtApostrophes: Bool = false) -> [[String]] {
        var cutter = WordCutter(splitsAtApostrophes: splitsAtApostrophes)
        for scalar in text.unicodeScalars { cutter.take(scalar) }
        return cutter.finish()
    }
}

private struct WordCutter {
    let splitsAtApostrophes: Bool
    private var phrases: [[String]] = []
    private var phrase: [String] = []
    private var word = String.UnicodeScalarView()
    /// A hyphen or apostrophe behind the word, which belongs to it when letters follow.
    private var joint: Unicode.Scalar?

    init(splitsAtApostrophes: Bool) {
        self.splitsAtApostrophes = splitsAtApostrophes
    }

    mutating func take(_ scalar: Unicode.Scalar) {
        if scalar.isWordPart {
            if let joint { word.append(joint) }
            joint = nil
            word.append(scalar)
        } else if joint == nil, !word.isEmpty, scalar.isHyphen || scalar.isApostrophe && !splitsAtApostrophes {
            joint = scalar.isHyphen ? "-" : "'"
        } else {
            let hadJoint = joint != nil
            endWord()
            if !scalar.isSpace && !scalar.isApostrophe || hadJoint { endPhrase() }
        }
    }

    mutating func finish() -> [[String]] {
        endWord()
        endPhrase()
        return phrases
    }

    private mutating func endWord() {
        if !word.isEmpty { phrase.append(String(word)) }
        word = String.UnicodeScalarView()
        joint = nil
    }

    private mutating func endPhrase() {
        if !phrase.isEmpty { phrases.append(phrase) }
        phrase = []
    }
}
