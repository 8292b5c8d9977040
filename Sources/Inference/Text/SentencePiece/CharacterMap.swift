/// SentencePiece's normalization rules: byte sequences and what replaces them, as a double-array trie (the layout of darts-clone)
/// followed by the replacements, each ended by a zero byte.
struct CharacterMap: Sendable {
    private let units: [UInt32]
    private let replacements: [UInt8]

    /// Replaces nothing.
    static let identity = CharacterMap(units: [], replacements: [])

    private init(units: [UInt32], replacements: [UInt8]) {
        self.units = units
        self.replacements = replacements
    }

    /// - Parameter blob: the size of the trie in bytes (four bytes, little endian), the trie, the replacements.
    init(blob: ArraySlice<UInt8>) throws(VocabularyError) {
        guard !blob.isEmpty else { self = .identity; return }
        let words = { (bytes: ArraySlice<UInt8>) in bytes.reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) } }
        let size = Int(words(blob.prefix(4)))
        guard blob.count >= 4 + size, size % 4 == 0 else { throw .damaged("its character map is cut off") }
        let trie = blob.dropFirst(4).prefix(size)
        units = stride(from: trie.startIndex, to: trie.endIndex, by: 4).map { words(trie[$0..<$0 + 4]) }
        replacements = Array(blob.dropFirst(4 + size))
        guard replacements.isEmpty || replacements.last == 0 else { throw .damaged("its last replacement has no end") }
    }

    /// What the longest known sequence at `position` becomes, and how many bytes it took; the scalar itself when none is known.
    func replacement(in text: [UInt8], at position: Int) -> (bytes: ArraySlice<UInt8>, length: Int) {
        guard let match = longestMatch(in: text, at: position), match.value < replacements.count else {
            let length = Self.scalarLength(in: text, at: position)
            return (text[position..<position + length], length)
        }
        let end = replacements[match.value...].firstIndex(of: 0) ?? replacements.endIndex
        return (replacements[match.value..<end], match.length)
    }

    private func longestMatch(in text: [UInt8], at position: Int) -> (value: Int, length: Int)? {
        guard let root = units.first else { return nil }
        var found: (Int, Int)?
        var node = Self.offset(of: root)
        for index in position..<text.count {
            node ^= Int(text[index])
            guard node < units.count else { break }
            let unit = units[node]
            guard unit & 0x8000_00FF == UInt32(text[index]) else { break }
            node ^= Self.offset(of: unit)
            guard node < units.count else { break }
            if unit & 0x100 != 0 { found = (Int(units[node] & 0x7FFF_FFFF), index + 1 - position) }
        }
        return found
    }

    private static func offset(of unit: UInt32) -> Int {
        Int((unit >> 10) << ((unit & 0x200) >> 6))
    }

    /// Of the well-formed UTF-8 that comes from a `String`.
    private static func scalarLength(in text: [UInt8], at position: Int) -> Int {
        var end = position + 1
        while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
        return end - position
    }
}
