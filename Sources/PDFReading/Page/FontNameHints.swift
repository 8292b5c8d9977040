/// What a font's name says about its looks, by the customs of foundries and of TeX.
struct FontNameHints {
    let saysBold: Bool
    let saysItalic: Bool
    let saysMonospaced: Bool
    /// A family known to have letters of all widths: some writers set the fixed-pitch flag on everything.
    let saysProportional: Bool
    /// TeX's symbol fonts: their descriptors say italic, for the calligraphic capitals in them.
    let saysUpright: Bool

    init(_ name: String) {
        let lower = name.lowercased()
        let stem = Self.teXStem(lower)
        saysBold =
            Self.contains(lower, Self.boldWords) || Self.endsInStyle(name, ["B", "BI", "Bd", "Blk", "BdIt", "Medi", "MediItal"])
            || name.hasSuffix("Bd") || name.hasSuffix("BdIt")
            || Self.teXBold.contains(stem)
        saysItalic =
            Self.contains(lower, Self.italicWords) || Self.teXItalic.contains(stem)
            || Self.endsInStyle(name, ["I", "It", "BI", "BdIt", "MdIt", "Ital", "MediItal", "ReguItal"])
        saysMonospaced = Self.contains(lower, Self.monospacedWords) || Self.teXMonospaced.contains(stem)
        saysProportional = Self.contains(lower, Self.proportionalWords)
        saysUpright = stem == "cmsy" || stem == "msam" || stem == "msbm" || stem == "cmex"
    }

    private static let boldWords = ["bold", "black", "heavy", "demi"]
    private static let italicWords = ["italic", "oblique", "slanted", "kursiv", "cursive"]
    private static let monospacedWords = [
        "courier", "mono", "consolas", "typewriter", "menlo", "inconsolata", "fixed", "lettergothic", "andale", "terminal",
        "sourcecode", "firacode", "cascadia", "beramono", "txtt",
    ]

    /// Families for print, and East Asian ones: there fixed pitch is the rule and says nothing about code.
    private static let proportionalWords = [
        "arial", "times", "helvetica", "calibri", "cambria", "georgia", "verdana", "tahoma", "garamond", "palatino", "bookman",
        "gothic", "mincho", "ming", "song", "simsun", "simhei", "batang", "dotum", "gulim", "heiti", "kaiti", "myungjo",
    ]

    /// Computer Modern and its descendants abbreviate: bx bold extended, b bold, ti text italic, sl slanted, tt typewriter.
    private static let teXBold: Set<String> = [
        "cmbx", "cmb", "cmssbx", "cmbxti", "cmbxsl", "cmmib", "cmbsy", "ecbx", "sfbx", "sfsx", "ebbx", "larmbx", "txb", "cmsssbx",
        "ecsx", "tcbx", "msbx", "sfbi", "ecbi", "ecbl",
    ]
    private static let teXItalic: Set<String> = [
        "cmti", "cmsl", "cmbxti", "cmbxsl", "cmssi", "cmitt", "cmsltt", "ecti", "ecsl", "sfti", "sfsl", "sfbi", "ecbi", "ecbl", "cmmi",
        "cmmib", "ecit", "ecst", "sfit", "sfst",
    ]
    private static let teXMonospaced: Set<String> = [
        "cmtt", "cmitt", "cmsltt", "cmtcsc", "cmvtt", "ectt", "sftt", "ecit", "ecst", "sfit", "sfst", "ectc", "sftc", "tctt",
    ]

    /// "cmbx10" to "cmbx": the name up to its design size; empty when it is no name of that kind.
    private static func teXStem(_ lower: String) -> String {
        let letters = lower.utf8.prefix { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
        let size = lower.utf8.dropFirst(letters.count)
        guard !size.isEmpty, size.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return "" }
        return String(decoding: letters, as: UTF8.self)
    }

    private static func contains(_ lower: String, _ words: [String]) -> Bool {
        words.contains { lower.contains($0) }
    }

    /// Whether the part after the last hyphen or comma is one of `styles`: "Minion-B", "Frutiger-BdIt", URW's "NimbusSanL-Medi".
    private static func endsInStyle(_ name: String, _ styles: [String]) -> Bool {
        guard let mark = name.lastIndex(where: { $0 == "-" || $0 == "," }) else { return false }
        let ending = name[name.index(after: mark)...]
        return styles.contains { $0 == ending }
    }
}
