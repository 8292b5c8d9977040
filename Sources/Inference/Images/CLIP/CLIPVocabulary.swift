package import Backends
import Foundation

/// The byte pairs that CLIP joins, and the numbers of what comes out (Sennrich et al. 2016; OpenAI's `bpe_simple_vocab_16e6`).
package struct CLIPVocabulary: Sendable {
    static let start: Int32 = 49406
    static let end: Int32 = 49407
    /// Tokens that stand for one byte each, and as many for a byte at the end of a word.
    private static let byteTokens = 256
    private static let mergeCount = 48_894
    /// The file has 3.2 MB; more is another file.
    private static let sizeLimitBytes = 16 << 20

    /// By pair of tokens (the left one in the upper half): the earlier the rank, the sooner joined; and the token it becomes.
    private let joins: [UInt64: (rank: Int32, token: Int32)]
    /// Token of each byte inside a word.
    private let tokens: [Int32]

    /// Reads the merges: a first line that is none, then two symbols a line.
    package init(path: String) throws(RecognitionError) {
        let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
        guard size <= Self.sizeLimitBytes, let data = FileManager.default.contents(atPath: path) else {
            throw .failed("the vocabulary \(path) cannot be read")
        }
        try self.init(lines: data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { [UInt8]($0) })
    }

    /// - Parameter lines: in UTF-8. Fewer merges than CLIP's own serve tests.
    init(lines: [[UInt8]]) throws(RecognitionError) {
        // Symbols are written with a printable sign for each byte, so that spaces can part them.
        let signs = Self.byteSigns
        var numbers: [[UInt8]: Int32] = [:]
        for (index, sign) in signs.order.enumerated() {
            numbers[sign] = Int32(index)
            numbers[sign + Self.endOfWord] = Int32(index + Self.byteTokens)
        }
        let merges = lines.dropFirst().prefix(Self.mergeCount).map { $0.split(separator: UInt8(ascii: " ")) }
        // Two merges may give one symbol: its number is that of the later.
        for (index, parts) in merges.enumerated() where parts.count == 2 {
            numbers[[UInt8](parts[0] + parts[1])] = Int32(2 * Self.byteTokens + index)
        }
        var joins: [UInt64: (rank: Int32, token: Int32)] = [:]
        joins.reserveCapacity(merges.count)
        for (index, parts) in merges.enumerated() where parts.count == 2 {
            guard let left = numbers[[UInt8](parts[0])], let right = numbers[[UInt8](parts[1])],
                let whole = numbers[[UInt8](parts[0] + parts[1])]
            else { throw .failed("line \(index + 2) of the vocabulary joins what no line made") }
            joins[Self.pair(left, right)] = (Int32(index), whole)
        }
        self.joins = joins
        tokens = (0..<Self.byteTokens).map { numbers[signs.byByte[$0]] ?? 0 }
    }

    private static let endOfWord = Array("</w>".utf8)

    /// The signs of all bytes, in the order of their tokens, and by byte: printable Latin-1 stands for itself, the rest for what follows U+0100.
    private static var byteSigns: (order: [[UInt8]], byByte: [[UInt8]]) {
        let printable = Array(0x21...0x7E) + Array(0xA1...0xAC) + Array(0xAE...0xFF)
        let others = (0...0xFF).filter { !printable.contains($0) }
        var byByte = [[UInt8]](repeating: [], count: byteTokens)
        let order = (printable + others).enumerated().map { index, byte -> [UInt8] in
            let value = index < printable.count ? byte : 0x100 + index - printable.count
            let sign = Unicode.Scalar(UInt32(value)).map { Array(String(Character($0)).utf8) } ?? []
            byByte[byte] = sign
            return sign
        }
        return (order, byByte)
    }

    private static func pair(_ left: Int32, _ right: Int32) -> UInt64 { UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right)) }

    /// The tokens of one word: its bytes, joined pair by pair, always the pair of the lowest rank everywhere.
    func tokens(ofWord word: some Sequence<UInt8>) -> [Int32] {
        var parts = word.map { tokens[Int($0)] }
        guard let last = parts.last else { return [] }
        parts[parts.count - 1] = last + Int32(Self.byteTokens)
        while parts.count > 1 {
            var best: (pair: UInt64, rank: Int32, token: Int32)?
            for index in 1..<parts.count {
                let pair = Self.pair(parts[index - 1], parts[index])
                if let join = joins[pair], best.map({ join.rank < $0.rank }) ?? true { best = (pair, join.rank, join.token) }
            }
            guard let best else { break }
            parts = Self.joined(parts, at: best.pair, to: best.token)
        }
        return parts
    }

    private static func joined(_ parts: [Int32], at pair: UInt64, to token: Int32) -> [Int32] {
        var joined: [Int32] = []
        var index = 0
        while index < parts.count {
            if index + 1 < parts.count, self.pair(parts[index], parts[index + 1]) == pair {
                joined.append(token)
                index += 2
            } else {
                joined.append(parts[index])
                index += 1
            }
        }
        return joined
    }
}
