import Backends

/// The block before each file of a tar archive (POSIX.1-2001 "ustar", with extended headers for long names).
struct TarHeader: Hashable {
    static let blockBytes = 512

    enum Kind: UInt8, Hashable {
        case file = 0x30
        /// Attributes of the next file, here its long name.
        case extended = 0x78
    }

    var name: String
    var sizeBytes: Int64
    var kind = Kind.file
    /// Seconds since 1970.
    var modified: Int64 = 0

    /// Largest size that the eleven octal digits can tell.
    static let mostBytes: Int64 = 0o77777777777
    static let longestName = 100

    /// Blocks to write before the file's bytes: one, or three when the name needs an extended header.
    var blocks: [UInt8] {
        guard name.utf8.count > Self.longestName else { return block }
        let record = Self.record(key: "path", value: name)
        let extended = TarHeader(name: "path", sizeBytes: Int64(record.count), kind: .extended, modified: modified)
        var short = self
        short.name = String(decoding: name.utf8.suffix(Self.longestName), as: UTF8.self)
        return extended.block + record + Self.padding(after: Int64(record.count)) + short.block
    }

    private var block: [UInt8] {
        var block = [UInt8](repeating: 0, count: Self.blockBytes)
        Self.put(name, at: 0, in: &block)
        Self.put("0000600", at: 100, in: &block)
        Self.put("0000000", at: 108, in: &block)
        Self.put("0000000", at: 116, in: &block)
        Self.put(Self.octal(sizeBytes, digits: 11), at: 124, in: &block)
        Self.put(Self.octal(modified, digits: 11), at: 136, in: &block)
        block[156] = kind.rawValue
        Self.put("ustar", at: 257, in: &block)
        Self.put("00", at: 263, in: &block)
        Self.put(Self.octal(Self.checksum(block), digits: 6) + "\0 ", at: 148, in: &block)
        return block
    }

    /// `nil` for the block of zeros that ends an archive.
    init?(_ block: [UInt8]) throws(StoreError) {
        guard block.contains(where: { $0 != 0 }) else { return nil }
        guard Self.number(block[148..<156]) == Self.checksum(block), let size = Self.number(block[124..<136]),
            let kind = Kind(rawValue: block[156] == 0 ? 0x30 : block[156])
        else { throw .corrupt("the archive: a header that is none") }
        name = String(decoding: block[..<Self.longestName].prefix { $0 != 0 }, as: UTF8.self)
        sizeBytes = size
        self.kind = kind
    }

    init(name: String, sizeBytes: Int64, kind: Kind = .file, modified: Int64 = 0) {
        self.name = name
        self.sizeBytes = sizeBytes
        self.kind = kind
        self.modified = modified
    }

    /// Zeros up to the next whole block.
    static func padding(after sizeBytes: Int64) -> [UInt8] {
        [UInt8](repeating: 0, count: Int((Int64(blockBytes) - sizeBytes % Int64(blockBytes)) % Int64(blockBytes)))
    }

    // MARK: Extended headers

    /// "LENGTH key=value\n", where the length counts itself.
    private static func record(key: String, value: String) -> [UInt8] {
        let rest = " \(key)=\(value)\n"
        var length = rest.utf8.count + 1
        while String(length).utf8.count + rest.utf8.count != length { length += 1 }
        return Array("\(length)\(rest)".utf8)
    }

    /// The path that an extended header tells; `nil` when it tells none.
    static func path(inRecords bytes: [UInt8]) -> String? {
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            guard let space = line.firstIndex(of: " ") else { continue }
            let record = line[line.index(after: space)...]
            if record.hasPrefix("path=") { return String(record.dropFirst("path=".count)) }
        }
        return nil
    }

    // MARK: Fields

    private static func put(_ text: String, at offset: Int, in block: inout [UInt8]) {
        for (index, byte) in text.utf8.enumerated() where offset + index < block.count { block[offset + index] = byte }
    }

    private static func octal(_ value: Int64, digits: Int) -> String {
        let text = String(max(0, value), radix: 8)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }

    private static func number(_ field: ArraySlice<UInt8>) -> Int64? {
        let digits = field.drop { $0 == 0x20 }.prefix { (0x30...0x37).contains($0) }
        return digits.isEmpty ? nil : Int64(String(decoding: digits, as: UTF8.self), radix: 8)
    }

    /// The sum of all bytes, with spaces in the place of the sum itself.
    private static func checksum(_ block: [UInt8]) -> Int64 {
        block.enumerated().reduce(0) { $0 + Int64((148..<156).contains($1.offset) ? 0x20 : $1.element) }
    }
}
