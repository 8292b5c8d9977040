import DocumentModel
import Foundation

/// What searches ask of every chunk, as it stands in `search_document.facts`: 12 bytes each.
struct ChunkFacts: Hashable {
    static let size = 12
    /// Words of a chunk as far as its length counts; the next would be a book.
    private static let longest = Int(UInt16.max)

    var kind: Chunk.Kind
    /// In words.
    var length: UInt16
    var firstPage: UInt32
    var lastPage: UInt32

    /// - Parameter wordCount: of its text.
    init(_ chunk: Chunk, wordCount: Int) {
        kind = chunk.kind
        length = UInt16(min(Self.longest, wordCount))
        let pages = chunk.regions.map { UInt32(clamping: $0.page) }
        firstPage = pages.min() ?? 1
        lastPage = pages.max() ?? 1
    }

    /// - Parameter bytes: at least `size` of them.
    init(_ bytes: UnsafeRawBufferPointer) {
        kind = Self.kinds[min(Int(bytes[0]), Self.kinds.count - 1)]
        length = UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: 2, as: UInt16.self))
        firstPage = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
        lastPage = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self))
    }

    func write(to data: inout Data) {
        data.append(UInt8(Self.kinds.firstIndex(of: kind) ?? 0))
        data.append(0)
        withUnsafeBytes(of: length.littleEndian) { data.append(contentsOf: $0) }
        withUnsafeBytes(of: firstPage.littleEndian) { data.append(contentsOf: $0) }
        withUnsafeBytes(of: lastPage.littleEndian) { data.append(contentsOf: $0) }
    }

    /// By their code, which is stored: new kinds come at the end.
    private static let kinds: [Chunk.Kind] = [.text, .table, .figure, .code]
}

extension ChunkFacts {
    /// Of a place without a chunk.
    static let none = ChunkFacts(kind: .text, length: 0, firstPage: 0, lastPage: 0)

    private init(kind: Chunk.Kind, length: UInt16, firstPage: UInt32, lastPage: UInt32) {
        (self.kind, self.length, self.firstPage, self.lastPage) = (kind, length, firstPage, lastPage)
    }
}
