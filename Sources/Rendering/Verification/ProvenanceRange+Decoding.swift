extension ProvenanceRange {
    /// The characters of the file that the range of a text stands for.
    func decoded(from bytes: [UInt8]) -> [UInt8] {
        let slice = bytes[start..<end]
        switch notation {
        case .verbatim: return Array(slice)
        case .markdown: return Self.withoutBackslashes(slice)
        case .html: return Self.withoutReferences(slice)
        }
    }

    private static func withoutBackslashes(_ slice: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var index = slice.startIndex
        while index < slice.endIndex {
            let isEscape = slice[index] == UInt8(ascii: "\\") && index + 1 < slice.endIndex && slice[index + 1].isASCIIPunctuation
            if isEscape { index += 1 }
            result.append(slice[index])
            index += 1
        }
        return result
    }

    private static let references: [(spelling: [UInt8], byte: UInt8)] = [
        (Array("&amp;".utf8), UInt8(ascii: "&")), (Array("&lt;".utf8), UInt8(ascii: "<")), (Array("&gt;".utf8), UInt8(ascii: ">")),
    ]

    private static func withoutReferences(_ slice: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var index = slice.startIndex
        while index < slice.endIndex {
            if slice[index] == UInt8(ascii: "&"), let reference = references.first(where: { slice[index...].starts(with: $0.spelling) }) {
                result.append(reference.byte)
                index += reference.spelling.count
            } else {
                result.append(slice[index])
                index += 1
            }
        }
        return result
    }
}
