import CPDFium

/// Strings from PDFium's two-call functions: called without a buffer they return the size, called with one they fill it.
enum NativeText {
    /// Longest string taken from a file, in bytes: a title or comment of a megabyte is an attack or an accident.
    static let sizeLimitBytes: UInt = 1 << 20

    /// The UTF-16LE string that `fill` writes; empty when there is none. `fill` counts bytes, terminator included.
    static func utf16(_ fill: (UnsafeMutablePointer<UInt16>?, UInt) -> UInt) -> String {
        let sizeBytes = min(fill(nil, 0), sizeLimitBytes)
        guard sizeBytes > 2 else { return "" }
        let units = [UInt16](unsafeUninitializedCapacity: Int(sizeBytes) / 2) { buffer, count in
            buffer.initialize(repeating: 0)
            _ = fill(buffer.baseAddress, sizeBytes)
            count = buffer.count
        }
        return String(decoding: units.prefix { $0 != 0 }, as: UTF16.self)
    }

    /// The UTF-8 (or ASCII) string that `fill` writes; empty when there is none. `fill` counts bytes, terminator included.
    static func utf8(_ fill: (UnsafeMutablePointer<CChar>?, UInt) -> UInt) -> String {
        let sizeBytes = min(fill(nil, 0), sizeLimitBytes)
        guard sizeBytes > 1 else { return "" }
        let bytes = [CChar](unsafeUninitializedCapacity: Int(sizeBytes)) { buffer, count in
            buffer.initialize(repeating: 0)
            _ = fill(buffer.baseAddress, sizeBytes)
            count = buffer.count
        }
        return String(decoding: bytes.lazy.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
