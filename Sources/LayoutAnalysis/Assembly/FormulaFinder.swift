import DocumentModel

/// Finds displayed formulas: short lines of mathematical signs, centred or numbered at the right.
enum FormulaFinder {
    /// Share of signs from which a line counts as a formula; prose with an inline relation stays far below.
    private static let share = 0.06
    private static let mostLines = 3

    static func mark(_ passages: inout [Passage]) {
        for index in passages.indices where passages[index].kind == .paragraph && isFormula(passages[index]) {
            passages[index].kind = .formula
            passages[index].confidence = 0.7
        }
    }

    private static func isFormula(_ passage: Passage) -> Bool {
        guard passage.lines.count <= mostLines, !passage.isMonospaced, let first = passage.lines.first else { return false }
        let signs = passage.lines.reduce(0) { $0 + $1.shape.mathematical }
        let count = passage.characterCount
        guard signs >= 1, count >= 3, Double(signs) >= share * Double(count), first.marker == nil else { return false }
        let longWords = passage.text.split(separator: " ").count { $0.count > 3 && $0.allSatisfy(\.isLetter) }
        guard longWords <= 1, endsWithNumber(passage) || passage.text.unicodeScalars.contains(where: isUnmistakable) else { return false }
        return passage.isCentred || endsWithNumber(passage) || first.start - first.column.lowerBound > 2 * first.size
    }

    /// Signs that programs and prose hardly use, unlike "=", "<" and "+".
    private static func isUnmistakable(_ scalar: Unicode.Scalar) -> Bool {
        ScalarKinds.isMathematical(scalar.value) && scalar.value > 0x80 && !(0x2190...0x21FF).contains(scalar.value)
    }

    /// "(12)" at the right end.
    private static func endsWithNumber(_ passage: Passage) -> Bool {
        guard let last = passage.lines.last, last.shape.last == 0x29, last.shape.lastWordLength <= 6 else { return false }
        return last.text.dropLast().last?.isNumber ?? false
    }
}
