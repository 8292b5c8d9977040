import CZip
import Foundation

/// A ZIP archive as another implementation (libzip) reads it, every file checked against its checksum.
package struct ZipContents {
    package let files: [String: [UInt8]]

    /// - Throws: when it is no archive, or a file in it is damaged.
    package init(_ bytes: [UInt8]) throws {
        var error = zip_error_t()
        // A copy that the library frees: it reads from it until the archive is closed.
        guard let copy = malloc(max(1, bytes.count)) else { throw NoArchive(reason: "no memory") }
        bytes.withUnsafeBytes { if let base = $0.baseAddress { memcpy(copy, base, bytes.count) } }
        guard let source = zip_source_buffer_create(copy, zip_uint64_t(bytes.count), 1, &error) else {
            free(copy)
            throw NoArchive(reason: "no memory")
        }
        guard let archive = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error) else {
            defer { zip_source_free(source) }
            throw NoArchive(reason: String(cString: zip_error_strerror(&error)))
        }
        defer { zip_discard(archive) }
        var files: [String: [UInt8]] = [:]
        for index in 0..<zip_uint64_t(max(0, zip_get_num_entries(archive, 0))) {
            guard let name = zip_get_name(archive, index, 0) else { throw NoArchive(reason: "a file without a name") }
            files[String(cString: name)] = try Self.read(index, of: archive)
        }
        self.files = files
    }

    private static func read(_ index: zip_uint64_t, of archive: OpaquePointer) throws -> [UInt8] {
        guard let file = zip_fopen_index(archive, index, 0) else { throw NoArchive(reason: "file \(index) cannot be opened") }
        defer { zip_fclose(file) }
        var contents: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = zip_fread(file, &chunk, zip_uint64_t(chunk.count))
            guard count >= 0 else { throw NoArchive(reason: "file \(index) is damaged") }
            guard count > 0 else { return contents }
            contents += chunk.prefix(Int(count))
        }
    }

    package struct NoArchive: Error {
        package let reason: String
    }
}
