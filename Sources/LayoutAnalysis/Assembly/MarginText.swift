/// Judges whether a line says what running heads and feet usually say.
enum MarginText {
    /// Words of publishers' and repositories' lines at page edges, in lower case.
    private static let phrases = [
        "downloaded", "download date", "copyright", "©", "(c) 20", "all rights reserved", "doi:", "doi.org", "issn", "isbn", "volume", "vol.",
        "issue", "www.", "http://", "https://", "revision", "rev.", "version", "p/n", "published by", "published in", "open access", "sheet",
        "page ", "confidential", "draft", "printed", "received", "licensed", "arxiv:", "submitted", "preprint", "proceedings", "journal",
        "et al", "@", "seite ", "стр.", "ausgabe",
    ]
    private static let months = [
        "january", "february", "march", "april", "may ", "june", "july", "august", "september", "october", "november", "december", "jan.",
        "feb.", "aug.", "sept.", "oct.", "nov.", "dec.",
    ]

    /// 0 for ordinary text; 1 for a weak sign (short, a code number); 2 for a clear one.
    static func typicality(of line: DraftLine) -> Int {
        if PageNumberText.value(of: line.text) != nil { return 2 }
        let text = line.text.lowercased()
        if phrases.contains(where: text.contains) { return 2 }
        if line.shape.digits > 0, months.contains(where: text.contains) { return 2 }
        if isCodeNumber(line) { return 2 }
        return line.shape.count < 40 ? 1 : 0
    }

    /// Digits with separators and at most three letters: dates, order and file numbers.
    private static func isCodeNumber(_ line: DraftLine) -> Bool {
        line.shape.digits >= 4 && line.shape.letters <= 3 && line.shape.count <= 24
    }
}
