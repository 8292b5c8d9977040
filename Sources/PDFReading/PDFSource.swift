import CPDFium
import DocumentModel
import Foundation

/// The bytes of a PDF in memory or mapped from a file.
/// A class because the memory must be given back exactly once, after the native document that reads it is closed.
final class PDFSource {
    private let start: UnsafeMutableRawPointer
    private let count: Int
    private let isMapped: Bool

    convenience init(path: String, limits: ExtractionLimits) throws(PDFError) {
        let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .fileUnreadable(reason: String(cString: strerror(errno))) }
        defer { close(descriptor) }
        try self.init(fileDescriptor: descriptor, limits: limits)
    }

    init(fileDescriptor: Int32, limits: ExtractionLimits) throws(PDFError) {
        var status = stat()
        guard fstat(fileDescriptor, &status) == 0 else { throw .fileUnreadable(reason: String(cString: strerror(errno))) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .fileUnreadable(reason: "not a regular file") }
        let count = Int(status.st_size)
        try Self.check(sizeBytes: count, limits: limits)
        guard let start = mmap(nil, count, PROT_READ, MAP_PRIVATE, fileDescriptor, 0), start != MAP_FAILED else {
            throw .fileUnreadable(reason: String(cString: strerror(errno)))
        }
        (self.start, self.count, isMapped) = (start, count, true)
    }

    convenience init(bytes: [UInt8], limits: ExtractionLimits) throws(PDFError) {
        try Self.check(sizeBytes: bytes.count, limits: limits)
        self.init(copying: bytes)
    }

    private init(copying bytes: [UInt8]) {
        start = .allocate(byteCount: bytes.count, alignment: 1)
        count = bytes.count
        isMapped = false
        bytes.withUnsafeBytes { start.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(start), byteCount: $0.count) }
    }

    deinit {
        if isMapped { munmap(start, count) } else { start.deallocate() }
    }

    private static func check(sizeBytes: Int, limits: ExtractionLimits) throws(PDFError) {
        guard sizeBytes > 0 else { throw .notAPDF }
        guard sizeBytes <= limits.fileSizeBytes else {
            throw .fileTooLarge(sizeBytes: sizeBytes, limitBytes: limits.fileSizeBytes)
        }
    }

    /// Opens the native document, which reads from this memory until it is closed.
    func open(password: String?) throws(PDFError) -> FPDF_DOCUMENT {
        if let document = FPDF_LoadMemDocument64(start, count, password) { return document }
        throw failure(passwordGiven: password?.isEmpty == false)
    }

    /// Gives the bytes for the time of the call.
    func withBytes<Outcome>(_ read: (UnsafeRawBufferPointer) -> Outcome) -> Outcome {
        read(UnsafeRawBufferPointer(start: start, count: count))
    }

    /// The same file with a new way to its pages; `nil` when none of them is found.
    func repaired() -> PDFSource? {
        DamagedFile(bytes: UnsafeRawBufferPointer(start: start, count: count)).repaired().map(PDFSource.init(copying:))
    }

    private func failure(passwordGiven: Bool) -> PDFError {
        switch Int32(truncatingIfNeeded: FPDF_GetLastError()) {
        case FPDF_ERR_PASSWORD: passwordGiven ? .passwordWrong : .passwordRequired
        case FPDF_ERR_SECURITY: .unsupportedSecurity
        default: hasHeader ? .damaged : .notAPDF
        }
    }

    /// Readers accept "%PDF-" anywhere in the first 1024 bytes (ISO 32000-1 annex H.3.4.1).
    private var hasHeader: Bool {
        let head = UnsafeRawBufferPointer(start: start, count: min(count, 1024))
        let mark = Array("%PDF-".utf8)
        guard head.count >= mark.count else { return false }
        return (0...(head.count - mark.count)).contains { head[$0..<($0 + mark.count)].elementsEqual(mark) }
    }
}
