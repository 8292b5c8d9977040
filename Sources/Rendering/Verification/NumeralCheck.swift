import DocumentModel

/// Looks for numbers in the output that the file does not have: the errors that hurt most and show least.
struct NumeralCheck {
    let bytes: [UInt8]
    /// Ascending.
    let provenance: [ProvenanceRange]
    let reread: [Int: [String]]
    /// Blocks whose text is not page text.
    let unchecked: Set<Int>

    func foreign() -> [VerificationReport.ForeignNumeral] {
        let rectangles = reread.mapValues { $0.map(Self.folded) }
        var result: [VerificationReport.ForeignNumeral] = []
        var position: [Int: Int] = [:]
        for range in provenance where !unchecked.contains(range.block) {
            let index = position[range.page, default: 0]
            position[range.page] = index + 1
            let texts = rectangles[range.page] ?? []
            for numeral in Self.numerals(in: range.decoded(from: bytes)) {
                let isHere = index < texts.count && Self.contains(texts[index], numeral)
                if isHere || texts.contains(where: { Self.contains($0, numeral) }) { continue }
                result.append(.init(numeral: String(decoding: numeral, as: UTF8.self), page: range.page, block: range.block))
            }
        }
        return result + unsourced()
    }

    /// Numbers outside all ranges: there should be none but those in markup.
    private func unsourced() -> [VerificationReport.ForeignNumeral] {
        var result: [VerificationReport.ForeignNumeral] = []
        var start = 0
        for range in provenance {
            result += unsourced(in: start..<max(start, range.start))
            start = max(start, range.end)
        }
        return result + unsourced(in: start..<bytes.count)
    }

    private func unsourced(in gap: Range<Int>) -> [VerificationReport.ForeignNumeral] {
        guard !gap.isEmpty else { return [] }
        return Self.numerals(in: Self.withoutMarkup(bytes[gap])).map {
            .init(numeral: String(decoding: $0, as: UTF8.self), page: nil, block: nil)
        }
    }

    /// Takes tags, comments, link targets and alternative texts out.
    private static func withoutMarkup(_ slice: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var closer: UInt8?
        var previous: UInt8 = 0
        for byte in slice {
            if let waiting = closer {
                if byte == waiting, previous != UInt8(ascii: "\\") { closer = nil }
            } else if byte == UInt8(ascii: "<") {
                closer = UInt8(ascii: ">")
            } else if byte == UInt8(ascii: "("), previous == UInt8(ascii: "]") {
                closer = UInt8(ascii: ")")
            } else if byte == UInt8(ascii: "["), previous == UInt8(ascii: "!") {
                closer = UInt8(ascii: "]")
            } else {
                result.append(byte)
            }
            previous = byte
        }
        return result
    }

    /// Runs of digits; what stands between them differs from one writing of a number to another.
    private static func numerals(in text: [UInt8]) -> [ArraySlice<UInt8>] {
        text.split { !$0.isASCIIDigit }
    }

    /// Digits with everything else but white space kept as a separator.
    private static func folded(_ text: String) -> [UInt8] {
        text.utf8.filter { $0 > 0x20 }
    }

    private static func contains(_ text: [UInt8], _ numeral: ArraySlice<UInt8>) -> Bool {
        guard let first = numeral.first else { return true }
        var index = 0
        while index + numeral.count <= text.count {
            if text[index] == first, text[index..<index + numeral.count].elementsEqual(numeral) { return true }
            index += 1
        }
        return false
    }
}
