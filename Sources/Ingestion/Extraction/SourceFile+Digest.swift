import Crypto
import Glibc

extension SourceFile {
    /// Bytes read at a time.
    private static let chunkBytes = 1 << 18

    /// Size in bytes and SHA-256 in hexadecimal digits of what the file has now. Blocks while it reads.
    func digest() throws(Refusal) -> (sizeBytes: Int64, sha256: String) {
        var hash = SHA256()
        var offset: Int64 = 0
        var chunk = [UInt8](repeating: 0, count: Self.chunkBytes)
        while true {
            let count = pread(descriptor, &chunk, chunk.count, off_t(offset))
            if count == 0 { break }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Refusal(.other, "it cannot be read: \(String(cString: strerror(errno)))") }
            chunk.withUnsafeBytes { hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            offset += Int64(count)
        }
        return (offset, hash.finalize().hexadecimal)
    }
}

extension Sequence<UInt8> {
    /// Two lower-case digits a byte.
    package var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
