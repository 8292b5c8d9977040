import DocumentModel

/// The words of the document around its line-end hyphens: whether "installation-" + "media" is one word or two is best told by
/// how the document writes it elsewhere.
struct WordStock {
    private var counts: [String: Int] = [:]
    /// The outlines of the counted forms: few of a document's words share one, and only those are made into strings.
    private var outlines: Set<WordOutline> = []

    /// Counts the two forms of every word that a line end splits.
    init(_ passages: [Passage]) {
        for passage in passages {
            for (upper, lower) in zip(passage.lines, passage.lines.dropFirst()) where upper.line.endsWithHyphen {
                let (joined, hyphenated) = Self.forms(upper.text, lower.text)
                counts[joined] = 0
                counts[hyphenated] = 0
            }
        }
        guard !counts.isEmpty else { return }
        outlines = Set(counts.keys.compactMap { WordOutline($0.utf8[...]) })
        for passage in passages {
            for line in passage.lines { count(line.text) }
        }
    }

    private mutating func count(_ text: String) {
        for word in text.utf8.split(separator: 0x20) {
            guard let core = Self.core(of: word) else { continue }
            if let outline = WordOutline(core), !outlines.contains(outline) { continue }
            guard let trimmed = String(core)?.lowercased() else { continue }
            if let index = counts.index(forKey: trimmed) { counts.values[index] += 1 }
        }
    }

    private static func trimmed(_ word: Substring.UTF8View) -> String? {
        core(of: word).flatMap { String($0)?.lowercased() }
    }

    /// The word without the marks around it; `nil` when there is nothing else.
    private static func core(of word: Substring.UTF8View) -> Substring.UTF8View? {
        func isMark(_ byte: UInt8) -> Bool {
            byte < 0x30 || (byte > 0x39 && byte < 0x41) || (byte > 0x5A && byte < 0x61) || (byte > 0x7A && byte < 0x80)
        }
        guard let start = word.firstIndex(where: { !isMark($0) }), let end = word.lastIndex(where: { !isMark($0) }) else { return nil }
        return word[start...end]
    }

    private static func forms(_ upper: String, _ lower: String) -> (joined: String, hyphenated: String) {
        let head = upper.split(separator: " ").last.map(String.init) ?? ""
        let tail = lower.split(separator: " ").first.map(String.init) ?? ""
        let stem = trimmed(Substring(head).utf8) ?? ""
        let rest = trimmed(Substring(tail).utf8) ?? ""
        return (stem + rest, stem + "-" + rest)
    }

    /// Whether the hyphen at the end of the upper line belongs to the word.
    func keepsHyphen(_ upper: String, _ lower: String) -> Bool {
        let (joined, hyphenated) = Self.forms(upper, lower)
        return counts[hyphenated, default: 0] > counts[joined, default: 0]
    }

    /// Whether the document writes the two parts as one word elsewhere, and never with a hyphen.
    func knowsJoined(_ upper: String, _ lower: String) -> Bool {
        let (joined, hyphenated) = Self.forms(upper, lower)
        return counts[joined, default: 0] > 0 && counts[hyphenated, default: 0] == 0
    }
}
