import Testing

@testable import TextAnalysis

@Suite("terms of an index")
struct SearchTermsTests {
    private func terms(_ text: String, _ language: String? = nil) -> [String] {
        SearchTerms(language: language).terms(of: text)
    }

    @Test("case, accents and forms of letters do not tell words apart")
    func folding() {
        #expect(terms("Café CAFE cafe\u{301}") == ["cafe", "cafe", "cafe"])
        #expect(terms("GROẞE Größe Groesse", "de") == ["gross", "gross", "gross"])
        #expect(terms("Müller Mueller", "de") == ["mull", "mull"])
        #expect(terms("ﬁne Ａｂｃ Łódź İstanbul") == ["fine", "abc", "lodz", "istanbul"])
        #expect(terms("ΟΔΌΣ οδός") == ["οδοσ", "οδοσ"])
        #expect(terms("мёд йод") == ["мед", "йод"])
        #expect(terms("soft\u{AD}hyphen") == ["softhyphen"])
    }

    @Test("ö after a vowel that it does not belong to stays two letters")
    func germanVowels() {
        #expect(terms("neue Quelle Steuer", "de") == ["neu", "quell", "steu"])
    }

    @Test("codes are there whole and in parts")
    func codes() {
        #expect(terms("EN 12390-3") == ["en", "123903", "12390", "3"])
        #expect(terms("INV-2041") == ["inv2041", "inv", "2041"])
        #expect(terms("COVID19") == ["covid19", "covid", "19"])
        #expect(terms("H2O") == ["h2o"])
        #expect(terms("v1.2.3").first == "v123")
        #expect(terms("12.05.2024") == ["12052024", "12", "05", "2024"])
    }

    @Test("decimals have one writing, groups of three also have none")
    func numbers() {
        #expect(terms("3.5") == terms("3,5"))
        #expect(terms("3.5").count == 1)
        #expect(terms("1,000").contains("1000"))
        #expect(terms("3.5") != terms("35"))
    }

    @Test("what joins words and what parts them")
    func joints() {
        #expect(terms("e-mail") == ["email", "e", "mail"])
        #expect(terms("state-of-the-art") == ["state", "of", "the", "art"])
        #expect(terms("U.S.A. R&D") == ["usa", "rd"])
        #expect(terms("end.Next one,two and/or") == ["end", "next", "one", "two", "and", "or"])
        #expect(terms("Smith's don’t") == ["smith", "dont"])
        #expect(terms("l'arbre", "fr") == ["arbr"])
        #expect(terms("dell'anno", "it") == ["anno"])
        #expect(terms("... -- !") == [])
        #expect(terms("") == [])
    }

    @Test("Chinese, Japanese and Korean are pairs of signs, and a phrase is a run of them")
    func signs() {
        let text = terms("東京都の人口")
        let phrase = terms("京都")
        #expect(phrase == ["京", "京都", "都"])
        #expect(text.indices.contains { text[$0...].starts(with: phrase) })
        #expect(terms("한국어") == ["한국", "국어"])
        #expect(terms("の") == ["の"])
        #expect(terms("GPU性能") == ["gpu", "性", "性能", "能"])
    }

    @Test(
        "English stems are those of Snowball",
        arguments: [
            ("generalizations", "general"), ("university", "universiti"), ("universe", "univers"), ("hopping", "hop"), ("hoping", "hope"),
            ("ties", "tie"), ("cries", "cri"), ("dying", "die"), ("proteins", "protein"), ("inhibition", "inhibit"), ("inhibitors", "inhibitor"),
            ("happily", "happili"), ("sensational", "sensat"), ("biology", "biolog"), ("biologist", "biolog"), ("relational", "relat"),
            ("agreed", "agre"), ("skies", "sky"), ("evening", "evening"), ("succeeded", "succeed"), ("yields", "yield"), ("gas", "gas"),
            ("this", "this"), ("controlling", "control"), ("mating", "mate"), ("falling", "fall"), ("adjustable", "adjust"), ("as", "as"),
        ])
    func english(word: String, stem: String) {
        #expect(terms(word, "en") == [stem])
    }

    @Test("forms of one word have one stem in every language that has a stemmer")
    func stems() {
        let forms: [(String, [String])] = [
            ("de", ["Häuser", "Hauses", "Haus"]), ("de", ["Maschine", "Maschinen"]), ("fr", ["cheval", "chevaux"]),
            ("fr", ["création", "creations"]),
            ("es", ["hermano", "hermanos", "hermana"]), ("it", ["libretti", "libretto"]),
            ("el", ["μάθημα", "μαθήματα", "ΜΑΘΗΜΑΤΩΝ"]), ("el", ["δρόμος", "δρόμους", "δρόμων"]), ("el", ["ελληνικός", "ελληνική", "ελληνικών"]),
        ]
        for (language, words) in forms {
            let stems = Set(words.flatMap { terms($0, language) })
            #expect(stems.count == 1, "\(words): \(stems)")
        }
        #expect(terms("capaces", "es") == ["capaz"])
    }

    @Test("regions of a language do not matter, unknown languages leave words whole")
    func languages() {
        #expect(terms("houses", "en-GB") == ["hous"])
        #expect(terms("houses", "xx") == ["houses"])
        #expect(terms("houses") == ["houses"])
    }

    @Test("terms say where they stand, in bytes")
    func ranges() {
        let text = "Die Größe von EN-12"
        let bytes = Array(text.utf8)
        let found = SearchTerms(language: "de").occurrences(in: text).map { String(decoding: bytes[$0.range], as: UTF8.self) }
        #expect(found == ["Die", "Größe", "von", "EN-12", "EN", "12"])
    }

    @Test("a word longer than the limit is cut between letters")
    func longWords() {
        #expect(terms(String(repeating: "a", count: 64)).map(\.utf8.count) == [64])
        #expect(terms(String(repeating: "a", count: 65)).map(\.utf8.count) == [64])
        #expect(terms("x" + String(repeating: "я", count: 60)).map(\.utf8.count) == [63])
    }
}
