/// Kinds of picture files, told by their first bytes. Names and media types that came with a file are not believed.
package enum ImageFormat: String, Hashable, Sendable, Codable, CaseIterable {
    case jpeg, png, webp, tiff, gif

    package var mediaType: String { "image/" + rawValue }

    /// The kind of the file; `nil` when it is none of ours.
    package init?(_ bytes: some Collection<UInt8>) {
        let start = Array(bytes.prefix(12))
        switch true {
        case start.starts(with: [0xFF, 0xD8, 0xFF]): self = .jpeg
        case start.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]): self = .png
        case start.starts(with: Array("RIFF".utf8)) && start.dropFirst(8).elementsEqual("WEBP".utf8): self = .webp
        case Self.tiffStarts.contains { start.starts(with: $0) }: self = .tiff
        case start.starts(with: Array("GIF87a".utf8)), start.starts(with: Array("GIF89a".utf8)): self = .gif
        default: return nil
        }
    }

    /// Both byte orders, of classic TIFF (42) and of BigTIFF (43).
    private static let tiffStarts: [[UInt8]] = [
        [0x49, 0x49, 42, 0], [0x4D, 0x4D, 0, 42], [0x49, 0x49, 43, 0], [0x4D, 0x4D, 0, 43],
    ]
}
