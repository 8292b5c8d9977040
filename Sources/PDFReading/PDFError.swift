/// Why a file, a page or an image could not be read.
package enum PDFError: Error, Hashable, Sendable {
    /// libpdfium could not be loaded; the reason names the file or the function that is missing.
    case libraryMissing(reason: String)
    /// The file cannot be opened or mapped; the reason is the system's.
    case fileUnreadable(reason: String)
    case fileTooLarge(sizeBytes: Int, limitBytes: Int)
    /// The bytes are not those of a PDF.
    case notAPDF
    /// A PDF by its header, but damaged beyond repair.
    case damaged
    case passwordRequired
    case passwordWrong
    /// Encrypted in a way PDFium does not know (certificates, own handlers).
    case unsupportedSecurity
    case tooManyPages(count: Int, limit: Int)
    /// The page number is not between 1 and the page count.
    case noSuchPage(Int)
    case pageUnreadable(Int)
    case tooManyObjects(page: Int, limit: Int)
    case tooManyGlyphs(page: Int, limit: Int)
    /// The page has fewer images than the index asks for.
    case noSuchImage(index: Int, page: Int)
    case imageTooLarge(pixels: Int, limit: Int)
    case imageUnreadable(index: Int, page: Int)
    case pictureFailed(page: Int)
    /// The file cannot be written anew.
    case notWritten(reason: String)
}

extension PDFError: CustomStringConvertible {
    /// One sentence for people, without document text.
    package var description: String {
        switch self {
        case .libraryMissing(let reason): "the PDFium library cannot be used: \(reason)"
        case .fileUnreadable(let reason): "the file cannot be read: \(reason)"
        case .fileTooLarge(let size, let limit): "the file has \(size) bytes, more than the limit of \(limit)"
        case .notAPDF: "the file is not a PDF"
        case .damaged: "the PDF is damaged beyond repair"
        case .passwordRequired: "the PDF is encrypted and needs a password"
        case .passwordWrong: "the password does not open the PDF"
        case .unsupportedSecurity: "the PDF is encrypted in a way that is not supported"
        case .tooManyPages(let count, let limit): "the PDF has \(count) pages, more than the limit of \(limit)"
        case .noSuchPage(let page): "there is no page \(page)"
        case .pageUnreadable(let page): "page \(page) cannot be read"
        case .tooManyObjects(let page, let limit): "page \(page) draws more than \(limit) objects"
        case .tooManyGlyphs(let page, let limit): "page \(page) has more than \(limit) characters"
        case .noSuchImage(let index, let page): "page \(page) has no image \(index)"
        case .imageTooLarge(let pixels, let limit): "the picture has \(pixels) pixels, more than the limit of \(limit)"
        case .imageUnreadable(let index, let page): "image \(index) of page \(page) cannot be decoded"
        case .notWritten(let reason): "the PDF cannot be written: \(reason)"
        case .pictureFailed(let page): "page \(page) cannot be drawn"
        }
    }
}
