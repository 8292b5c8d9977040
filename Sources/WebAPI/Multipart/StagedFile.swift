import Crypto
import Foundation
import NIOCore
import _NIOFileSystem

/// A file that a request brought, on this machine's disk until somebody takes it. Removed when nobody does.
package final class StagedFile: Sendable {
    package let path: String
    /// Of the field it came in.
    package let field: String
    /// As the client calls it, without folders; "document.pdf" when it has no name.
    package let filename: String
    package let contentType: String?
    package let sizeBytes: Int64
    /// 64 hexadecimal digits.
    package let sha256: String

    init(path: String, field: String, filename: String, contentType: String?, sizeBytes: Int64, sha256: String) {
        self.path = path
        self.field = field
        self.filename = filename
        self.contentType = contentType
        self.sizeBytes = sizeBytes
        self.sha256 = sha256
    }

    deinit {
        // Whoever keeps the file has moved it away by now.
        unlink(path)
    }
}

/// Receives one file: writes what arrives, counts and hashes it.
struct FileReceiver {
    private let handle: WriteFileHandle
    private let path: String
    private let header: PartHeader
    private let limitBytes: Int
    private var offset: Int64 = 0
    private var hash = SHA256()

    init(_ header: PartHeader, folder: String, limitBytes: Int) async throws {
        self.header = header
        self.limitBytes = limitBytes
        path = "\(folder)/upload-\(UUID().uuidString)"
        handle = try await FileSystem.shared.openFile(
            forWritingAt: FilePath(path), options: .newFile(replaceExisting: false, permissions: [.ownerReadWrite]))
    }

    mutating func write(_ bytes: ByteBuffer) async throws {
        guard offset + Int64(bytes.readableBytes) <= Int64(limitBytes) else { throw APIError.fileTooLarge(limit: limitBytes) }
        offset += try await handle.write(contentsOf: bytes, toAbsoluteOffset: offset)
        bytes.withUnsafeReadableBytes { hash.update(bufferPointer: $0) }
    }

    mutating func finish() async throws -> StagedFile {
        try await handle.close(makeChangesVisible: true)
        let digest = hash.finalize().map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
        return StagedFile(
            path: path, field: header.name, filename: FileName.clean(header.filename), contentType: header.contentType, sizeBytes: offset,
            sha256: digest)
    }

    /// Closes and removes what was written.
    func abandon() async {
        try? await handle.close(makeChangesVisible: false)
        unlink(path)
    }
}

/// Names of files that clients choose.
package enum FileName {
    private static let mostBytes = 255
    /// What a file without a name is called.
    package static let unnamed = "document.pdf"

    /// Bytes of an ending that is kept when a name is cut; what is longer is no ending.
    private static let mostEndingBytes = 16

    /// The last part of a path, without control characters, not longer than file systems allow (its ending stays); "document.pdf" when nothing
    /// is left.
    package static func clean(_ name: String?) -> String {
        let last = (name ?? "").split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
        var clean = String(String.UnicodeScalarView(last.unicodeScalars.filter { !$0.properties.isControl }))
        if clean.utf8.count > mostBytes { clean = cut(clean) }
        clean = clean.trimmingCharacters(in: .whitespaces)
        return clean.isEmpty || clean.allSatisfy { $0 == "." } ? unnamed : clean
    }

    private static func cut(_ name: String) -> String {
        let ending = name.dropFirst(stem(name).count)
        let kept = ending.utf8.count <= mostEndingBytes ? ending : ""
        var stem = name.dropLast(kept.count)
        while stem.utf8.count + kept.utf8.count > mostBytes { stem.removeLast() }
        return stem.trimmingCharacters(in: .whitespaces) + kept
    }

    /// "report" of "report.pdf".
    package static func stem(_ name: String) -> String {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
        return String(name[..<dot])
    }
}

extension Unicode.Scalar.Properties {
    fileprivate var isControl: Bool { generalCategory == .control || generalCategory == .format && isBidiControl }
}

extension APIError {
    static func fileTooLarge(limit: Int) -> APIError {
        APIError(.pdfSize, "The file has more than \(limit >> 20) MB.", details: ["max_size_bytes": .integer(Int64(limit))])
    }
}
