import Rendering

extension PageGlyphs: WireValue {
    func write(to writer: inout ByteWriter) {
        writer.append(counts.keys.sorted())
        writer.append(counts.keys.sorted().map { counts[$0] ?? 0 })
        writer.append(unmappedFonts.keys.sorted())
        writer.append(unmappedFonts.keys.sorted().map { unmappedFonts[$0] ?? 0 })
    }

    init(from reader: inout ByteReader) throws(WireError) {
        self.init()
        counts = try Self.dictionary(from: &reader)
        unmappedFonts = try Self.dictionary(from: &reader)
    }

    private static func dictionary<Key: WireValue & Hashable>(from reader: inout ByteReader) throws(WireError) -> [Key: Int] {
        let (keys, values): ([Key], [Int]) = (try reader.value(), try reader.value())
        guard keys.count == values.count else { throw .invalid("keys without values") }
        return Dictionary(zip(keys, values)) { first, _ in first }
    }
}
