package import Backends
import DocumentModel
package import Ingestion

/// Pictures of pages at any width, drawn in a child when they are first asked for and kept for a while.
package actor PagePictures {
    /// Bytes of pictures kept: some hundred pages at the width of a screen.
    private static let mostBytes = 64 << 20
    /// More than a printer of books has; a page of a metre at 4000 pixels is 100 dpi.
    private static let dpiRange = 8.0...600.0

    private let extractor: Extractor
    private let blobs: any BlobStore
    private let line: WaitingLine
    private var kept: [Key: [UInt8]] = [:]
    /// The longest unused first.
    private var order: [Key] = []
    private var bytes = 0

    struct Key: Hashable, Sendable {
        var document: DocumentID
        var revision: Int
        var page: Int
        var width: Int
        var format: PictureQuery.Format
    }

    /// - Parameter line: pictures that may be drawn or wait for a child.
    package init(extractor: Extractor, blobs: any BlobStore, line: WaitingLine) {
        self.extractor = extractor
        self.blobs = blobs
        self.line = line
    }

    /// The picture's file.
    func picture(_ key: Key, of document: DocumentRecord, pageWidth: Double) async throws -> [UInt8] {
        if let found = kept[key] {
            order.removeAll { $0 == key }
            order.append(key)
            return found
        }
        let drawn = try await draw(key, document, pageWidth)
        keep(drawn, as: key)
        return drawn
    }

    private nonisolated func draw(_ key: Key, _ document: DocumentRecord, _ pageWidth: Double) async throws -> [UInt8] {
        let dpi = min(max(Double(key.width) * 72 / max(1, pageWidth), Self.dpiRange.lowerBound), Self.dpiRange.upperBound)
        let name = BlobName.original(of: document)
        let (extractor, line) = (extractor, line)
        let bitmap = try await blobs.withFile(of: name) { path in
            try await line.pass {
                try await extractor.read(try SourceFile(path: path)) { session, _ throws(Refusal) in
                    try session.picture(ofPage: key.page, dpi: dpi)
                }
            }
        }
        return await OffThreads.run { PictureEncoding.encode(bitmap, as: key.format.encoding) }
    }

    private func keep(_ picture: [UInt8], as key: Key) {
        guard picture.count <= Self.mostBytes / 4, kept[key] == nil else { return }
        kept[key] = picture
        order.append(key)
        bytes += picture.count
        while bytes > Self.mostBytes, !order.isEmpty { bytes -= kept.removeValue(forKey: order.removeFirst())?.count ?? 0 }
    }
}

extension PictureQuery.Format {
    var encoding: ImageOptions.Format {
        switch self {
        case .png: .png
        case .jpeg: .jpeg
        case .webp: .webp
        }
    }

    var mediaType: String { "image/\(rawValue)" }
}
