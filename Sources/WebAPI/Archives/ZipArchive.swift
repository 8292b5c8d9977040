import CZip
import Foundation

/// Files packed into one.
struct ZipArchive {
    private let archive: OpaquePointer
    private let source: OpaquePointer
    private var isEmpty = true

    /// - Throws: when there is no memory.
    init() throws(APIError) {
        var error = zip_error_t()
        guard let source = zip_source_buffer_create(nil, 0, 0, &error) else { throw ZipArchive.failed }
        // The archive lets go of its source when it is closed; the bytes are read from it afterwards.
        zip_source_keep(source)
        guard let archive = zip_open_from_source(source, ZIP_TRUNCATE, &error) else {
            zip_source_free(source)
            zip_source_free(source)
            throw ZipArchive.failed
        }
        self.source = source
        self.archive = archive
    }

    /// - Parameters:
    ///   - name: with folders: "csv/1_1.csv".
    ///   - isPacked: false for bytes that are compressed already.
    mutating func add(_ bytes: [UInt8], as name: String, isPacked: Bool = true) throws(APIError) {
        let copy = malloc(max(1, bytes.count))
        guard let copy else { throw ZipArchive.failed }
        bytes.withUnsafeBytes { if let base = $0.baseAddress { memcpy(copy, base, bytes.count) } }
        // 1: the library frees the copy.
        guard let file = zip_source_buffer(archive, copy, zip_uint64_t(bytes.count), 1) else {
            free(copy)
            throw ZipArchive.failed
        }
        let index = zip_file_add(archive, name, file, zip_flags_t(ZIP_FL_ENC_UTF_8 | ZIP_FL_OVERWRITE))
        guard index >= 0 else {
            zip_source_free(file)
            throw ZipArchive.failed
        }
        isEmpty = false
        if !isPacked { zip_set_file_compression(archive, zip_uint64_t(index), ZIP_CM_STORE, 0) }
    }

    /// The file; to be called once, last.
    consuming func finish() throws(APIError) -> [UInt8] {
        defer { zip_source_free(source) }
        // The library writes no archive without files: it removes it.
        guard !isEmpty else {
            zip_discard(archive)
            return Self.withoutFiles
        }
        guard zip_close(archive) == 0 else {
            zip_discard(archive)
            throw ZipArchive.failed
        }
        guard zip_source_open(source) == 0 else { throw ZipArchive.failed }
        defer { zip_source_close(source) }
        zip_source_seek(source, 0, SEEK_END)
        let size = zip_source_tell(source)
        zip_source_seek(source, 0, SEEK_SET)
        let bytes = [UInt8](unsafeUninitializedCapacity: Int(max(0, size))) { buffer, count in
            count = Int(max(0, zip_source_read(source, buffer.baseAddress, zip_uint64_t(buffer.count))))
        }
        guard bytes.count == Int(size) else { throw ZipArchive.failed }
        return bytes
    }

    /// The end of a directory that has nothing in it (APPNOTE.TXT 4.3.16).
    private static let withoutFiles: [UInt8] = [0x50, 0x4B, 5, 6] + [UInt8](repeating: 0, count: 18)

    private static var failed: APIError { APIError(.internalError, "The archive could not be written.") }
}
