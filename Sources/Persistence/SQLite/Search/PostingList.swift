/// The list of chunks that have a word, being written. The form is that of `mivaa_scan_postings`; beside it, for each chunk, how many places
/// the word has there and the distances between them.
struct PostingList {
    private(set) var postings: [UInt8] = []
    private(set) var positions: [UInt8] = []
    private var last: UInt64

    /// - Parameter before: the number that the first distance counts from: that of the segment's first chunk, less one.
    init(before: UInt64) {
        last = before
    }

    /// - Parameters:
    ///   - number: of a chunk behind those that are in the list.
    ///   - times: how often the word is in the text.
    mutating func add(_ number: UInt64, times: Int, isInHeadings: Bool, isInTitle: Bool) {
        addHead(number, flags: (isInTitle ? 4 : 0) | (isInHeadings ? 2 : 0), times: UInt64(times))
    }

    /// Ascending.
    mutating func addPositions(_ all: some Collection<UInt32>) {
        Variable.append(UInt64(all.count), to: &positions)
        var before: UInt32 = 0
        for position in all {
            Variable.append(UInt64(position - before), to: &positions)
            before = position
        }
    }

    /// Takes over what another list says of a chunk.
    mutating func add(_ posting: Posting, positions bytes: UnsafeRawBufferPointer) {
        // Only a damaged list goes backwards.
        guard posting.number > last else { return }
        addHead(posting.number, flags: posting.flags, times: posting.times)
        positions.append(contentsOf: bytes)
    }

    private mutating func addHead(_ number: UInt64, flags: UInt64, times: UInt64) {
        Variable.append((number - last) << 3 | flags | (times == 1 ? 1 : 0), to: &postings)
        if times != 1 { Variable.append(times, to: &postings) }
        last = number
    }
}

/// What a list says of one chunk.
struct Posting {
    var number: UInt64
    /// 4 for the title, 2 for headings.
    var flags: UInt64
    var times: UInt64
}

/// Reads a list with its positions. Ends early at whatever it cannot make sense of.
struct PostingReader {
    private let postings: UnsafeRawBufferPointer
    private let positions: UnsafeRawBufferPointer
    private var number: UInt64
    private var place = 0
    private var positionsPlace = 0
    private var positionsEnd = 0

    init(postings: UnsafeRawBufferPointer, positions: UnsafeRawBufferPointer, before: UInt64) {
        self.postings = postings
        self.positions = positions
        number = before
    }

    mutating func next() -> Posting? {
        positionsPlace = positionsEnd
        guard let head = Variable.read(postings, at: &place) else { return nil }
        let (sum, isTooLarge) = number.addingReportingOverflow(head >> 3)
        guard !isTooLarge else { return nil }
        number = sum
        guard let times = head & 1 == 1 ? 1 : Variable.read(postings, at: &place) else { return nil }
        skipPositions()
        return Posting(number: number, flags: head & 6, times: times)
    }

    private mutating func skipPositions() {
        var count = Variable.read(positions, at: &positionsEnd) ?? 0
        while count > 0, positionsEnd < positions.count {
            if positions[positionsEnd] < 0x80 { count -= 1 }
            positionsEnd += 1
        }
    }

    /// Of the chunk that `next` returned, as they stand in the list.
    var positionBytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: positions[positionsPlace..<positionsEnd]) }

    /// Of the chunk that `next` returned, ascending.
    func positionList() -> [UInt32] {
        var place = positionsPlace
        guard let count = Variable.read(positions, at: &place) else { return [] }
        var (all, last): ([UInt32], UInt64) = ([], 0)
        for _ in 0..<min(count, UInt64(positions.count)) {
            guard let distance = Variable.read(positions, at: &place) else { break }
            last &+= distance
            all.append(UInt32(truncatingIfNeeded: last))
        }
        return all
    }
}

/// Numbers of seven bits a byte, the lowest first, the highest bit on all bytes but the last.
enum Variable {
    static func append(_ value: UInt64, to bytes: inout [UInt8]) {
        var value = value
        while value >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
            value >>= 7
        }
        bytes.append(UInt8(value))
    }

    /// `nil` at the end, and when the number is cut short or longer than any that is written.
    static func read(_ bytes: UnsafeRawBufferPointer, at place: inout Int) -> UInt64? {
        var (result, shift): (UInt64, UInt64) = (0, 0)
        while place < bytes.count, shift < 63 {
            let byte = bytes[place]
            place += 1
            result |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return result }
            shift += 7
        }
        return nil
    }
}
