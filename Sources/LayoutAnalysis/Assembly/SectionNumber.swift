/// The number or label a heading starts with: "1.2.3", "A.1", "Chapter 4.", "第3章".
struct SectionNumber: Hashable {
    /// 1 for chapters and single numbers, 2 for "1.1" ...
    var depth: Int
    /// Characters of number or label, spaces after it not counted.
    var length: Int
    /// "Chapter", "Appendix" or their like in another language.
    var hasLabel: Bool
    /// Nothing follows: the title stands on a line of its own.
    var isWholeLine: Bool

    /// Labels of chapters and appendices in lower case.
    private static let labels: [[UInt32]] = [
        "chapter", "appendix", "part", "section", "annex", "article", "kapitel", "anhang", "teil", "abschnitt", "chapitre", "annexe",
        "partie", "capítulo", "apéndice", "capitolo", "appendice", "hoofdstuk", "bijlage", "глава", "приложение", "часть", "раздел",
        "付録", "附录", "附錄", "부록", "付属書",
    ].map { $0.unicodeScalars.map(\.value) }

    private init(depth: Int, length: Int, hasLabel: Bool, isWholeLine: Bool) {
        self.depth = depth
        self.length = length
        self.hasLabel = hasLabel
        self.isWholeLine = isWholeLine
    }

    init?(startOf scalars: [UInt32]) {
        guard let found = Self.counterWord(scalars) ?? Self.labelled(scalars) ?? Self.plain(scalars) ?? Self.roman(scalars)
        else { return nil }
        self = found
    }

    /// "Chapter 3", "Appendix A."
    private static func labelled(_ scalars: [UInt32]) -> SectionNumber? {
        guard scalars.count >= 3, let label = labels.first(where: { starts(scalars, with: $0) }) else { return nil }
        var start = label.count
        while start < scalars.count, ScalarKinds.isSpace(scalars[start]) { start += 1 }
        let end = endOfNumber(scalars, from: start, mayBeRoman: true)
        guard end > start, start > label.count || ScalarKinds.isIdeographic(scalars[0]) else { return nil }
        let groups = 1 + scalars[start..<end].dropLast().count { $0 == 0x2E }
        return finished(scalars, end: end, depth: groups, hasLabel: true)
    }

    /// "第3章", "第 3 節", "제3장", "3장".
    private static func counterWord(_ scalars: [UInt32]) -> SectionNumber? {
        var index = scalars.first == 0x7B2C || scalars.first == 0xC81C ? 1 : 0
        let hasPrefix = index == 1
        while index < scalars.count, ScalarKinds.isSpace(scalars[index]) { index += 1 }
        let digits = index
        while index < scalars.count, ScalarKinds.isDigit(scalars[index]) || (hasPrefix && isIdeographicNumber(scalars[index])) { index += 1 }
        guard index > digits else { return nil }
        while index < scalars.count, ScalarKinds.isSpace(scalars[index]) { index += 1 }
        guard index < scalars.count else { return nil }
        switch scalars[index] {
        case 0x7AE0, 0xC7A5, 0x90E8: return finished(scalars, end: index + 1, depth: 1, hasLabel: true)
        case 0x7BC0, 0x8282, 0xC808: return hasPrefix ? finished(scalars, end: index + 1, depth: 2, hasLabel: true) : nil
        default: return nil
        }
    }

    private static func isIdeographicNumber(_ scalar: UInt32) -> Bool {
        [0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341].contains(scalar)
    }

    /// "1", "1.", "1.2", "1.2.", "A.1", "§ 3".
    private static func plain(_ scalars: [UInt32]) -> SectionNumber? {
        var start = scalars.first == 0xA7 ? 1 : 0
        while start < scalars.count, ScalarKinds.isSpace(scalars[start]) { start += 1 }
        let end = endOfNumber(scalars, from: start, mayBeRoman: false)
        guard end > start else { return nil }
        let depth = 1 + scalars[start..<end].dropLast().count { $0 == 0x2E }
        let isLetter = ScalarKinds.isLetter(scalars[start])
        if isLetter && depth == 1 && scalars[end - 1] != 0x2E { return nil }
        return finished(scalars, end: end, depth: depth, hasLabel: false)
    }

    /// "IV. RESULTS": capitals throughout, as journals set them; "I. am" is no number.
    private static func roman(_ scalars: [UInt32]) -> SectionNumber? {
        var end = 0
        while end < scalars.count, end < 6, scalars[end] < 0x80, ScalarKinds.isUpper(scalars[end]) { end += 1 }
        guard end > 0, end + 2 < scalars.count, scalars[end] == 0x2E, ScalarKinds.isSpace(scalars[end + 1]), isRoman(scalars[..<end])
        else { return nil }
        let letters = scalars[(end + 2)...].filter(ScalarKinds.isLetter)
        guard letters.count > 2, letters.allSatisfy(ScalarKinds.isUpper) else { return nil }
        return SectionNumber(depth: 1, length: end + 1, hasLabel: false, isWholeLine: false)
    }

    /// The number must be set off from what follows by a space, a colon or the line's end.
    private static func finished(_ scalars: [UInt32], end: Int, depth: Int, hasLabel: Bool) -> SectionNumber? {
        var end = end
        if hasLabel, end < scalars.count, scalars[end] == 0x2E { end += 1 }
        if end < scalars.count {
            let next = scalars[end]
            let isSetOff = ScalarKinds.isSpace(next) || next == 0x3A || next == 0xFF1A || ScalarKinds.isIdeographic(next)
            guard isSetOff || (hasLabel && next == 0x2014) else { return nil }
        }
        return SectionNumber(depth: min(depth, 6), length: end, hasLabel: hasLabel, isWholeLine: end >= scalars.count)
    }

    /// Groups of up to three digits between dots; the first may be one capital letter, or a Roman number after a label.
    private static func endOfNumber(_ scalars: [UInt32], from start: Int, mayBeRoman: Bool) -> Int {
        var end = start
        var groupLength = 0
        while end < scalars.count {
            let scalar = scalars[end]
            if ScalarKinds.isDigit(scalar), groupLength < 3 {
                groupLength += 1
            } else if end == start, ScalarKinds.isUpper(scalar), scalar < 0x80 {
                groupLength = 3
            } else if scalar == 0x2E, groupLength > 0 {
                groupLength = 0
            } else if mayBeRoman, end > start, isRoman(scalars[start...end]) {
                groupLength = 3
            } else {
                break
            }
            end += 1
        }
        return end
    }

    private static func isRoman(_ scalars: ArraySlice<UInt32>) -> Bool { RomanNumeral.value(of: scalars) != nil }

    private static func starts(_ scalars: [UInt32], with label: [UInt32]) -> Bool {
        guard scalars.count > label.count, let head = scalars.first, let lead = label.first else { return false }
        guard lowered(head) == lead else { return false }
        for index in 1..<label.count where lowered(scalars[index]) != label[index] { return false }
        return true
    }

    private static func lowered(_ scalar: UInt32) -> UInt32 {
        if scalar < 0x80 { return scalar >= 0x41 && scalar <= 0x5A ? scalar | 0x20 : scalar }
        if scalar >= 0x410 && scalar <= 0x42F { return scalar + 0x20 }
        return scalar
    }
}
