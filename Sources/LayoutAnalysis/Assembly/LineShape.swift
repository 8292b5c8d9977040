/// What the characters of a line look like, counted in one pass.
struct LineShape {
    var count = 0
    var letters = 0
    var digits = 0
    var uppers = 0
    var lowers = 0
    var ideographs = 0
    var mathematical = 0
    /// Dots of leaders: runs of four or more dots, spaced or not.
    var leaderDots = 0
    var first: UInt32 = 0
    var last: UInt32 = 0
    /// The last character that is not a closing quote or bracket.
    var ending: UInt32 = 0
    /// Characters before the first space.
    var firstWordLength = 0
    /// Whether the last word is a number or a Roman numeral, as in a table of contents.
    var endsWithNumber = false
    /// Characters of the last word.
    var lastWordLength = 0

    init(_ scalars: [UInt32]) {
        count = scalars.count
        first = scalars.first ?? 0
        last = scalars.last ?? 0
        countKinds(scalars)
        ending = scalars.last { !ScalarKinds.isClosing($0) } ?? 0
        firstWordLength = scalars.firstIndex(where: ScalarKinds.isSpace) ?? count
        let tail = scalars.lastIndex(where: ScalarKinds.isSpace).map { $0 + 1 } ?? 0
        lastWordLength = count - tail
        let word = scalars[tail...].drop { $0 == 0x2E }
        endsWithNumber = !word.isEmpty && word.count <= 7 && (word.allSatisfy(ScalarKinds.isDigit) || word.allSatisfy(Self.isRomanDigit))
    }

    private mutating func countKinds(_ scalars: [UInt32]) {
        var dots = 0
        for scalar in scalars {
            if scalar == 0x2E || scalar == 0x2024 || scalar == 0xB7 {
                dots += 1
                continue
            }
            if ScalarKinds.isSpace(scalar) { continue }
            if scalar == 0x2026 { dots += 3; continue }
            if dots >= 4 { leaderDots += dots }
            dots = 0
            if ScalarKinds.isDigit(scalar) { digits += 1; continue }
            if ScalarKinds.isMathematical(scalar) { mathematical += 1; continue }
            guard ScalarKinds.isLetter(scalar) else { continue }
            letters += 1
            if ScalarKinds.isIdeographic(scalar) { ideographs += 1; continue }
            if ScalarKinds.isUpper(scalar) { uppers += 1 } else if ScalarKinds.isLower(scalar) { lowers += 1 }
        }
        if dots >= 4 { leaderDots += dots }
    }

    private static func isRomanDigit(_ scalar: UInt32) -> Bool {
        scalar == 0x69 || scalar == 0x76 || scalar == 0x78 || scalar == 0x6C || scalar == 0x63
    }

    var isCapitals: Bool { uppers >= 3 && lowers == 0 && uppers * 2 > letters }
    var startsLowercase: Bool { ScalarKinds.isLower(first) }
    var endsSentence: Bool { ScalarKinds.isSentenceEnd(ending) }
    var isIdeographic: Bool { ideographs * 2 > letters }
}
