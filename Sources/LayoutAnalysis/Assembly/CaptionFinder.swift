import DocumentModel

/// Finds captions and the figure or table each belongs to.
enum CaptionFinder {
    private enum Label { case figure, table }

    /// Distance in units of the caption's size within which its object lies.
    private static let reach = 4.0
    private static let mostCharacters = 1200
    private static let mostLines = 15

    private static let figureWords: Set<String> = [
        "figure", "fig", "abbildung", "abb", "bild", "рис", "рисунок", "图", "圖", "図", "그림", "figura", "chart", "exhibit", "plate", "scheme",
        "illustration", "photo", "diagram", "شکل", "شكل", "obr", "rys", "figuur", "εικόνα", "graphique",
    ]
    private static let tableWords: Set<String> = [
        "table", "tabelle", "tab", "таблица", "табл", "表", "표", "tabla", "tabela", "tabella", "tableau", "جدول", "tabel", "πίνακας", "tabell",
    ]

    static func mark(_ passages: inout [Passage]) {
        for index in passages.indices where passages[index].kind == .paragraph || passages[index].kind == .heading {
            guard let line = passages[index].lines.first, passages[index].characterCount <= mostCharacters else { continue }
            let isTagged = line.line.tag?.role == "Caption"
            guard let (label, isStrict) = label(of: line) ?? (isTagged ? (.figure, true) : nil) else { continue }
            let owner = owner(of: passages[index], label, at: index, in: passages)
            guard isTagged || owner != nil || (isStrict && passages[index].lines.count <= mostLines) else { continue }
            if !isStrict && !isTagged && owner == nil { continue }
            passages[index].kind = .caption
            passages[index].heading = nil
            passages[index].belongsTo = owner
            passages[index].confidence = owner == nil ? 0.7 : 0.9
        }
    }

    /// Strict when the number is followed by punctuation or the end: "Figure 3:" and not "Figure 3 shows".
    private static func label(of line: DraftLine) -> (Label, isStrict: Bool)? {
        let scalars = Array(line.text.unicodeScalars.prefix(40))
        var end = 0
        while end < scalars.count, ScalarKinds.isLetter(scalars[end].value) {
            end += 1
            if ScalarKinds.isIdeographic(scalars[end - 1].value) { break }
        }
        guard end > 0, end < scalars.count else { return nil }
        var word = String.UnicodeScalarView()
        word.append(contentsOf: scalars[..<end])
        let lowered = String(word).lowercased()
        guard let label: Label = figureWords.contains(lowered) ? .figure : tableWords.contains(lowered) ? .table : nil else { return nil }
        var start = end
        while start < scalars.count, scalars[start] == "." || ScalarKinds.isSpace(scalars[start].value) { start += 1 }
        guard let after = endOfNumber(scalars, from: start), !goesOnAsSentence(scalars, after) else { return nil }
        return (label, isStrict(scalars, after))
    }

    /// "Table 3 takes the analysis further": a small word right after the number makes it the subject of a sentence.
    private static func goesOnAsSentence(_ scalars: [Unicode.Scalar], _ end: Int) -> Bool {
        guard end + 2 < scalars.count, ScalarKinds.isSpace(scalars[end].value) else { return false }
        return scalars[end + 1].properties.isLowercase && scalars[end + 2].properties.isLowercase
    }

    private static func endOfNumber(_ scalars: [Unicode.Scalar], from start: Int) -> Int? {
        var end = start
        var digits = 0
        while end < scalars.count {
            let value = scalars[end].value
            let isInner =
                (value == 0x2E || value == 0x2D || value == 0x2013) && end + 1 < scalars.count && ScalarKinds.isDigit(scalars[end + 1].value)
            if ScalarKinds.isDigit(value) { digits += 1 } else if !(isInner || (end == start && ScalarKinds.isUpper(value))) { break }
            end += 1
        }
        if digits > 0 { return end }
        var roman = start
        while roman < scalars.count, ScalarKinds.isLetter(scalars[roman].value) { roman += 1 }
        return RomanNumeral.value(of: scalars[start..<roman].map(\.value)[...]) != nil ? roman : nil
    }

    private static func isStrict(_ scalars: [Unicode.Scalar], _ end: Int) -> Bool {
        guard end < scalars.count else { return true }
        switch scalars[end].value {
        case 0x2E, 0x3A, 0xFF1A, 0x2014, 0x2013, 0x7C: return true
        case 0x20:
            return end + 1 < scalars.count
                && (scalars[end + 1] == "—" || scalars[end + 1] == "–" || scalars[end + 1] == "-" || scalars[end + 1] == "|")
        default: return false
        }
    }

    /// The nearest figure or table of the page over or under it, of the labelled kind if both are near.
    private static func owner(of caption: Passage, _ label: Label, at index: Int, in passages: [Passage]) -> Int? {
        var best: (index: Int, distance: Double)?
        let start = passages[..<index].lastIndex { $0.page != caption.page }.map { $0 + 1 } ?? 0
        for candidate in start..<passages.count {
            let object = passages[candidate]
            if object.page > caption.page { break }
            guard !object.isText, object.box.horizontalOverlap(caption.box) > 0 else { continue }
            var distance = max(object.box.top - caption.box.bottom, caption.box.top - object.box.bottom, 0)
            guard distance < reach * max(caption.size, 8) else { continue }
            if (object.table != nil) != (label == .table) { distance += reach * caption.size }
            if best.map({ distance < $0.distance }) ?? true { best = (candidate, distance) }
        }
        return best?.index
    }
}
