import CZlib
import DocumentModel

/// Writes a ZIP archive from front to back, for answers that begin before their end is known (APPNOTE.TXT 6.3.10). Each call returns the
/// bytes to send; what is kept is the directory, some hundred bytes a file. ZIP64 where an archive needs it: more than 65,535 files, or
/// more than 4 GB.
struct ZipStream {
    /// Sizes of one file stand behind its bytes in 32 bits: readers guess the width otherwise.
    static let largestFile: UInt64 = 0xFFFF_FFFE

    private static let flags: UInt16 = 1 << 3 | 1 << 11  // sizes behind the bytes; names in UTF-8
    private static let deflated: UInt16 = 8
    private static let version: UInt16 = 20
    private static let version64: UInt16 = 45

    private struct File {
        var name: [UInt8]
        var offset: UInt64
        var checksum: UInt = 0
        var packed: UInt64 = 0
        var size: UInt64 = 0
    }

    private let deflater: Deflater
    private let date: UInt16
    private let time: UInt16
    private var offset: UInt64 = 0
    private var directory: [UInt8] = []
    private var fileCount: UInt64 = 0
    private var file: File?

    /// - Parameter modified: the time that all files get, in UTC.
    init(modified: Timestamp) throws(APIError) {
        deflater = try Deflater()
        (date, time) = Self.stamp(modified)
    }

    /// Begins a file; the one before has ended.
    /// - Parameter name: with folders: "tables/report.xlsx"; shorter than 65,536 bytes.
    mutating func begin(_ name: String) -> [UInt8] {
        let file = File(name: Array(name.utf8), offset: offset)
        self.file = file
        var header = ZipBytes()
        header.add32(0x0403_4B50)
        header.add16(Self.version)
        header.add(common(file, isInDirectory: false))
        return sent(header.bytes + file.name)
    }

    /// Adds to the file.
    /// - Throws: when it gets larger than a streamed file may be.
    mutating func add(_ bytes: [UInt8]) throws(APIError) -> [UInt8] {
        guard var file else { preconditionFailure("bytes without a file") }
        file.size += UInt64(bytes.count)
        guard file.size <= Self.largestFile else { throw APIError(.tooLarge, "A file of the archive has more than 4 GB.") }
        file.checksum = bytes.withUnsafeBufferPointer { crc32_z(file.checksum, $0.baseAddress, $0.count) }
        let packed = deflater.add(bytes)
        file.packed += UInt64(packed.count)
        self.file = file
        return sent(packed)
    }

    /// Ends the file.
    mutating func end() -> [UInt8] {
        guard var file else { preconditionFailure("no file to end") }
        let rest = deflater.finish()
        file.packed += UInt64(rest.count)
        self.file = nil
        note(file)
        var descriptor = ZipBytes()
        descriptor.add32(0x0807_4B50)
        descriptor.add32(UInt32(truncatingIfNeeded: file.checksum))
        descriptor.add32(UInt32(truncatingIfNeeded: file.packed))
        descriptor.add32(UInt32(truncatingIfNeeded: file.size))
        return sent(rest + descriptor.bytes)
    }

    /// The directory, with which the archive ends.
    mutating func finish() -> [UInt8] {
        let begin = offset
        let size = UInt64(directory.count)
        let needs64 = fileCount >= 0xFFFF || begin >= 0xFFFF_FFFF || size >= 0xFFFF_FFFF
        var end = ZipBytes()
        if needs64 { end.add(Self.end64(count: fileCount, size: size, begin: begin)) }
        end.add32(0x0605_4B50)
        end.add16(0)
        end.add16(0)
        end.add16(UInt16(clamping: fileCount))
        end.add16(UInt16(clamping: fileCount))
        end.add32(UInt32(clamping: size))
        end.add32(UInt32(clamping: begin))
        end.add16(0)
        return sent(directory + end.bytes)
    }

    private mutating func sent(_ bytes: [UInt8]) -> [UInt8] {
        offset += UInt64(bytes.count)
        return bytes
    }

    private mutating func note(_ file: File) {
        let needs64 = file.offset >= 0xFFFF_FFFF
        var entry = ZipBytes()
        entry.add32(0x0201_4B50)
        entry.add16(3 << 8 | (needs64 ? Self.version64 : Self.version))  // made as on Unix: attributes are a mode
        entry.add16(needs64 ? Self.version64 : Self.version)
        entry.add(common(file, isInDirectory: true))
        entry.add16(0)
        entry.add16(0)
        entry.add16(0)
        entry.add32(0o100644 << 16)
        entry.add32(UInt32(clamping: file.offset))
        directory += entry.bytes + file.name
        if needs64 {
            var extra = ZipBytes()
            extra.add16(1)
            extra.add16(8)
            extra.add64(file.offset)
            directory += extra.bytes
        }
        fileCount += 1
    }

    /// The fields that both headers of a file have, from the flags to the length of the extra field.
    private func common(_ file: File, isInDirectory: Bool) -> [UInt8] {
        var fields = ZipBytes()
        fields.add16(Self.flags)
        fields.add16(Self.deflated)
        fields.add16(time)
        fields.add16(date)
        fields.add32(UInt32(truncatingIfNeeded: file.checksum))
        fields.add32(UInt32(truncatingIfNeeded: file.packed))
        fields.add32(UInt32(truncatingIfNeeded: file.size))
        fields.add16(UInt16(clamping: file.name.count))
        fields.add16(isInDirectory && file.offset >= 0xFFFF_FFFF ? 12 : 0)
        return fields.bytes
    }

    /// The end of the directory in 64 bits, and where it is.
    private static func end64(count: UInt64, size: UInt64, begin: UInt64) -> [UInt8] {
        var end = ZipBytes()
        end.add32(0x0606_4B50)
        end.add64(44)
        end.add16(version64)
        end.add16(version64)
        end.add32(0)
        end.add32(0)
        end.add64(count)
        end.add64(count)
        end.add64(size)
        end.add64(begin)
        end.add32(0x0706_4B50)
        end.add32(0)
        end.add64(begin + size)
        end.add32(1)
        return end.bytes
    }

    /// Date and time as MS-DOS has them: years from 1980, seconds by twos.
    private static func stamp(_ moment: Timestamp) -> (UInt16, UInt16) {
        let numbers = moment.iso8601.split(whereSeparator: { !$0.isNumber }).compactMap { UInt16($0) }
        guard numbers.count >= 6, (1980...2107).contains(numbers[0]) else { return (1 << 5 | 1, 0) }
        return ((numbers[0] - 1980) << 9 | numbers[1] << 5 | numbers[2], numbers[3] << 11 | numbers[4] << 5 | numbers[5] / 2)
    }
}

/// Numbers as ZIP writes them: the lowest byte first.
private struct ZipBytes {
    private(set) var bytes: [UInt8] = []

    mutating func add(_ more: [UInt8]) { bytes += more }
    mutating func add16(_ value: UInt16) { add(value) }
    mutating func add32(_ value: UInt32) { add(value) }
    mutating func add64(_ value: UInt64) { add(value) }

    private mutating func add(_ value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
    }
}
