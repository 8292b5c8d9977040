package import ImageReading
package import PDFReading

/// Why a file, or one thing asked of it, cannot be had: what is left of a `PDFError` after the border between processes.
package struct Refusal: Error, Hashable, Sendable {
    /// What the caller can act on.
    package enum Kind: String, Sendable {
        case passwordRequired, passwordWrong, notAPDF, notAnImage, damaged, overLimit, other
        /// Encrypted in a way that cannot be read with any password.
        case unsupportedSecurity
        /// The child that read the file died, was too slow, or ran out of memory.
        case crashed, timedOut, outOfMemory
        /// Malware was found in it.
        case infected
        /// No child could be started: nothing is known of the file.
        case notStarted
    }

    package var kind: Kind
    /// One sentence for people, without document text.
    package var detail: String

    package init(_ kind: Kind, _ detail: String) {
        self.kind = kind
        self.detail = detail
    }

    package init(_ error: PDFError) {
        let kind: Kind =
            switch error {
            case .passwordRequired: .passwordRequired
            case .passwordWrong: .passwordWrong
            case .notAPDF: .notAPDF
            case .damaged: .damaged
            case .unsupportedSecurity: .unsupportedSecurity
            case .fileTooLarge, .tooManyPages, .tooManyObjects, .tooManyGlyphs, .imageTooLarge: .overLimit
            default: .other
            }
        self.init(kind, error.description)
    }

    package init(_ error: ImageReadingError) {
        let kind: Kind =
            switch error {
            case .notAnImage: .notAnImage
            case .fileTooLarge, .tooManyPixels, .sideTooLong: .overLimit
            case .empty, .truncated, .damaged: .damaged
            case .outOfMemory: .outOfMemory
            case .unsupported: .other
            }
        self.init(kind, error.description)
    }
}

extension Refusal.Kind: WireValue {}

extension Refusal: WireValue {
    func write(to writer: inout ByteWriter) {
        writer.append(kind)
        writer.append(detail)
    }

    init(from reader: inout ByteReader) throws(WireError) {
        self.init(try reader.value(), try reader.value())
    }
}
