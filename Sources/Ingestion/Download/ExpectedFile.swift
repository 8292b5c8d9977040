import ImageReading

/// What a download must be: told by its first bytes as they arrive, whatever the server calls it.
package enum ExpectedFile: Hashable, Sendable {
    case pdf
    /// JPEG, PNG, WebP, TIFF or GIF.
    case picture

    /// Of the request.
    var acceptField: String {
        switch self {
        case .pdf: "application/pdf, */*;q=0.5"
        case .picture: "image/*, */*;q=0.5"
        }
    }

    /// - Parameter start: the first `FileInspector.headerBytes` bytes, or all there are.
    func problem(with start: [UInt8]) -> DownloadProblem? {
        switch self {
        case .pdf: start.beginsLikePDF ? nil : .notAPDF
        case .picture: ImageFormat(start) == nil ? .notAPicture : nil
        }
    }
}
