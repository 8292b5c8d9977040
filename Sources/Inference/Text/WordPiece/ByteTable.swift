/// From byte strings to numbers, made for finding the longest known prefix: the hashes of all prefixes of a word take one pass.
struct ByteTable: Sendable {
    private struct Slot {
        /// Offset in `bytes`; negative when the slot is free.
        var offset: Int32
        var length: Int32
        var value: Int32
    }

    private var slots: [Slot]
    private let bytes: [UInt8]
    private let mask: UInt64
    /// Of the longest key: longer prefixes need no look-up.
    let maximumLength: Int

    struct Builder {
        private var bytes: [UInt8] = []
        private var entries: [(offset: Int, length: Int, value: Int32)] = []

        /// The last of equal keys counts, as in the reference's dictionary.
        mutating func add(_ key: some Collection<UInt8>, value: Int32) {
            entries.append((bytes.count, key.count, value))
            bytes.append(contentsOf: key)
        }

        func table() -> ByteTable { ByteTable(bytes: bytes, entries: entries) }
    }

    private init(bytes: [UInt8], entries: [(offset: Int, length: Int, value: Int32)]) {
        self.bytes = bytes
        maximumLength = entries.map(\.length).max() ?? 0
        // At most half full, so that a look-up that fails ends soon.
        var capacity = 16
        while capacity < entries.count * 2 { capacity *= 2 }
        mask = UInt64(capacity - 1)
        slots = Array(repeating: Slot(offset: -1, length: 0, value: 0), count: capacity)
        for entry in entries {
            let key = bytes[entry.offset..<entry.offset + entry.length]
            let index = slotIndex(of: key, hash: ByteHash(key).value)
            slots[index] = Slot(offset: Int32(entry.offset), length: Int32(entry.length), value: entry.value)
        }
    }

    subscript(key: [UInt8]) -> Int32? { self[key[...], hash: ByteHash(key).value] }

    /// - Parameter hash: `ByteHash` of the key.
    subscript(key: ArraySlice<UInt8>, hash hash: UInt64) -> Int32? {
        let slot = slots[slotIndex(of: key, hash: hash)]
        return slot.offset < 0 ? nil : slot.value
    }

    /// The slot that holds the key, or the free one where it would go.
    private func slotIndex(of key: ArraySlice<UInt8>, hash: UInt64) -> Int {
        var index = (hash ^ (hash >> 32)) & mask
        while slots[Int(index)].offset >= 0, !isEqual(slots[Int(index)], key) { index = (index + 1) & mask }
        return Int(index)
    }

    private func isEqual(_ slot: Slot, _ key: ArraySlice<UInt8>) -> Bool {
        guard Int(slot.length) == key.count else { return false }
        var offset = Int(slot.offset)
        for byte in key {
            if bytes[offset] != byte { return false }
            offset += 1
        }
        return true
    }
}

/// FNV-1a: grows byte by byte, so that one pass over a word gives the hash of each of its prefixes.
struct ByteHash {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    init() {}

    init(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { append(byte) }
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        value = (value ^ UInt64(byte)) &* 0x100_0000_01b3
    }
}
