import DocumentModel

/// A growing UTF-8 text that remembers which of its bytes came from where.
struct SourceWriter {
    /// Whom the text written next belongs to.
    struct Owner {
        var block: Int
        var cell: ProvenanceRange.Cell?
    }

    private(set) var bytes: [UInt8] = []
    private(set) var ranges: [ProvenanceRange] = []
    var owner = Owner(block: 0, cell: nil)

    /// Two spans stand on one line when they share at least this part of the lower one's height.
    private static let sameLineShare = 0.5

    init(capacity: Int) {
        bytes.reserveCapacity(capacity)
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Writes what did not come from the file: markup, markers, remarks.
    mutating func write(_ markup: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: markup.utf8Start, count: markup.utf8CodeUnitCount))
    }

    mutating func write(markup: String) {
        bytes.append(contentsOf: markup.utf8)
    }

    mutating func write(byte: UInt8) {
        bytes.append(byte)
    }

    mutating func write(_ slice: ArraySlice<UInt8>) {
        bytes.append(contentsOf: slice)
    }

    mutating func write(byte: UInt8, times count: Int) {
        for _ in 0..<count { bytes.append(byte) }
    }

    mutating func endLine() {
        bytes.append(0x0A)
    }

    /// Remembers that everything since `start` was read from a rectangle.
    mutating func record(from start: Int, page: Int, rectangle: Rectangle, notation: ProvenanceRange.Notation) {
        guard bytes.count > start else { return }
        if let last = ranges.last, continues(last, at: start, page: page, rectangle: rectangle) {
            let merged = ProvenanceRange.Notation.merging(last.notation, notation)
            ranges[ranges.count - 1].end = bytes.count
            ranges[ranges.count - 1].rectangle = last.rectangle.union(rectangle)
            ranges[ranges.count - 1].notation = merged
        } else {
            ranges.append(
                ProvenanceRange(
                    start: start, end: bytes.count, block: owner.block, cell: owner.cell, page: page,
                    rectangle: rectangle, notation: notation))
        }
    }

    private func continues(_ last: ProvenanceRange, at start: Int, page: Int, rectangle: Rectangle) -> Bool {
        guard last.end == start, last.block == owner.block, last.cell == owner.cell, last.page == page else { return false }
        let lower = min(last.rectangle.height, rectangle.height)
        return last.rectangle.verticalOverlap(rectangle) >= Self.sameLineShare * lower
    }
}
