/// Why a picture cannot be had.
package enum ImageReadingError: Error, Hashable, Sendable {
    /// The bytes are no JPEG, PNG, WebP, TIFF or GIF.
    case notAnImage
    case fileTooLarge(bytes: Int, limit: Int)
    /// Announced by the header, before any memory was taken.
    case tooManyPixels(width: Int, height: Int, limit: Int)
    case sideTooLong(pixels: Int, limit: Int)
    case empty(ImageFormat)
    case truncated(ImageFormat, reason: String)
    case damaged(ImageFormat, reason: String)
    /// Sound, perhaps, but of a kind that the library does not read.
    case unsupported(ImageFormat, reason: String)
    case outOfMemory(ImageFormat)
}

extension ImageReadingError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notAnImage: "it is not a picture of a known kind (JPEG, PNG, WebP, TIFF, GIF)"
        case .fileTooLarge(let bytes, let limit): "it has \(bytes) bytes; the limit for pictures is \(limit)"
        case .tooManyPixels(let width, let height, let limit): "it has \(width) x \(height) pixels; the limit is \(limit) in all"
        case .sideTooLong(let pixels, let limit): "one of its sides has \(pixels) pixels; the limit is \(limit)"
        case .empty(let format): "the \(format.rawValue) file has no pixels"
        case .truncated(let format, let reason): "the \(format.rawValue) file is cut short (\(reason))"
        case .damaged(let format, let reason): "the \(format.rawValue) file is damaged (\(reason))"
        case .unsupported(let format, let reason): "this kind of \(format.rawValue) file is not supported (\(reason))"
        case .outOfMemory(let format): "there is not enough memory for the \(format.rawValue) file"
        }
    }
}
