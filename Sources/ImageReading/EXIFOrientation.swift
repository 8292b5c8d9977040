/// Finds the orientation tag in the EXIF data of a file. Every offset is the file's word and is checked; what is not understood
/// means upright.
enum EXIFOrientation {
    private static let tag = 0x0112
    /// Chunks or segments looked at: files have some dozens.
    private static let partLimit = 1000
    /// Entries of a directory looked at; cameras write some dozens.
    private static let entryLimit = 500

    static func find(in bytes: [UInt8], format: ImageFormat) -> ImageOrientation {
        let block: ArraySlice<UInt8>? =
            switch format {
            case .jpeg: jpegBlock(bytes)
            case .png: pngBlock(bytes)
            case .webp: webpBlock(bytes)
            case .tiff, .gif: nil
            }
        return block.flatMap { value(in: Array($0)) }.flatMap(ImageOrientation.init) ?? .upright
    }

    /// Segment APP1 that starts with "Exif" (EXIF 2.3, 4.7.2); it comes before the picture.
    private static func jpegBlock(_ bytes: [UInt8]) -> ArraySlice<UInt8>? {
        var offset = 2
        for _ in 0..<partLimit {
            guard offset + 4 <= bytes.count, bytes[offset] == 0xFF, bytes[offset + 1] != 0xDA else { return nil }
            let end = offset + 2 + Int(bytes[offset + 2]) << 8 + Int(bytes[offset + 3])
            guard end <= bytes.count, end >= offset + 4 else { return nil }
            let content = bytes[offset + 4..<end]
            if bytes[offset + 1] == 0xE1, let block = withoutName(content) { return block }
            offset = end
        }
        return nil
    }

    /// Chunk eXIf: the TIFF structure alone.
    private static func pngBlock(_ bytes: [UInt8]) -> ArraySlice<UInt8>? {
        var offset = 8
        for _ in 0..<partLimit {
            guard offset + 8 <= bytes.count else { return nil }
            let length = Int(number(bytes, offset, 4, isBig: true))
            let (start, end) = (offset + 8, offset + 8 + length)
            guard end + 4 <= bytes.count else { return nil }
            if bytes[offset + 4..<offset + 8].elementsEqual("eXIf".utf8) { return bytes[start..<end] }
            offset = end + 4
        }
        return nil
    }

    /// Chunk EXIF of the RIFF container; some writers keep the name that JPEG needs.
    private static func webpBlock(_ bytes: [UInt8]) -> ArraySlice<UInt8>? {
        var offset = 12
        for _ in 0..<partLimit {
            guard offset + 8 <= bytes.count else { return nil }
            let (start, end) = (offset + 8, offset + 8 + Int(number(bytes, offset + 4, 4, isBig: false)))
            guard end <= bytes.count else { return nil }
            if bytes[offset..<offset + 4].elementsEqual("EXIF".utf8) { return withoutName(bytes[start..<end]) ?? bytes[start..<end] }
            // Chunks begin at even offsets.
            offset = end + end % 2
        }
        return nil
    }

    private static func withoutName(_ content: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        content.starts(with: Array("Exif".utf8) + [0, 0]) ? content.dropFirst(6) : nil
    }

    /// The tag in the first directory of a TIFF structure.
    private static func value(in bytes: [UInt8]) -> Int? {
        guard bytes.count >= 8 else { return nil }
        let isBig = bytes[0] == 0x4D
        guard bytes[0] == bytes[1], isBig || bytes[0] == 0x49 else { return nil }
        let directory = Int(number(bytes, 4, 4, isBig: isBig))
        guard directory + 2 <= bytes.count else { return nil }
        let count = min(Int(number(bytes, directory, 2, isBig: isBig)), entryLimit)
        for entry in 0..<count {
            let offset = directory + 2 + entry * 12
            guard offset + 12 <= bytes.count else { return nil }
            if number(bytes, offset, 2, isBig: isBig) == tag { return Int(number(bytes, offset + 8, 2, isBig: isBig)) }
        }
        return nil
    }

    /// An unsigned number of up to 4 bytes; the caller has checked the range.
    private static func number(_ bytes: [UInt8], _ offset: Int, _ count: Int, isBig: Bool) -> UInt32 {
        (0..<count).reduce(0) { $0 << 8 | UInt32(bytes[offset + (isBig ? $1 : count - 1 - $1)]) }
    }
}
