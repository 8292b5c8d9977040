import DocumentModel

extension InlineText {
    /// From this many raised or lowered runs on, a text can be a formula rather than prose with a few marks.
    private static let formulaScripts = 3
    /// In formulas at least one of this many bytes starts a raised or lowered run; prose with footnote marks has far fewer.
    private static let bytesPerScript = 40

    /// Whether raised and lowered runs are so dense that marking each would hide what is written.
    var isFormula: Bool {
        let scripts = runs.count { $0.style.contains(.subscript) || ($0.style.contains(.superscript) && !isReferenceMark($0)) }
        return scripts >= Self.formulaScripts && scripts * Self.bytesPerScript > bytes.count
    }

    /// A superscript of ASCII digits and signs only: note marks, affiliations, powers.
    private func isReferenceMark(_ run: Run) -> Bool {
        bytes[run.range].allSatisfy { $0 < 0x40 }
    }

    /// Takes emphasis away from runs that begin or end inside a word: an italic letter of a word is not stressed.
    mutating func removeEmphasisInsideWords() {
        guard runs.count > 1 else { return }
        let inside = runs.map { isInsideWord($0.range.lowerBound) || isInsideWord($0.range.upperBound) }
        restyle { inside[$0] ? $1.subtracting([.bold, .italic]) : $1 }
    }

    /// Between two ASCII letters or digits; scripts without spaces may be stressed anywhere.
    private func isInsideWord(_ position: Int) -> Bool {
        guard position > 0, position < bytes.count else { return false }
        return isWordByte(bytes[position - 1]) && isWordByte(bytes[position])
    }

    private func isWordByte(_ byte: UInt8) -> Bool {
        (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5A) || (byte >= 0x61 && byte <= 0x7A)
    }
}
