import DocumentModel

/// Some lines of a page on a sheet of their own, one below the other: enough to tell a script by.
struct SampleSheet {
    private static let mostLines = 3
    /// White around each line, in heights of it: recognition wants a margin.
    private static let margin = 0.5

    let picture: PixelGrid

    /// The longest of the lines; `nil` when there are none within the picture.
    init?(of regions: [TextRegion], in page: PixelGrid) {
        let longest = regions.sorted { $0.width > $1.width }.prefix(Self.mostLines)
        let strips = longest.compactMap { Strip(of: $0, in: page) }
        guard !strips.isEmpty else { return nil }
        let width = strips.map { $0.width + 2 * $0.margin }.max() ?? 0
        var bytes: [UInt8] = []
        for strip in strips {
            bytes += Self.white(rows: strip.margin, width, page.channels)
            for row in 0..<strip.height {
                let start = ((strip.top + row) * page.width + strip.left) * page.channels
                bytes += Self.white(rows: 1, strip.margin, page.channels)
                bytes += page.bytes[start..<start + strip.width * page.channels]
                bytes += Self.white(rows: 1, width - strip.margin - strip.width, page.channels)
            }
            bytes += Self.white(rows: strip.margin, width, page.channels)
        }
        picture = PixelGrid(width: width, height: bytes.count / (width * page.channels), channels: page.channels, bytes: bytes)
    }

    private static func white(rows: Int, _ width: Int, _ channels: Int) -> [UInt8] {
        [UInt8](repeating: 255, count: rows * width * channels)
    }

    /// The upright rectangle around a line, in whole pixels of the page.
    private struct Strip {
        let left, top, width, height, margin: Int

        init?(of region: TextRegion, in page: PixelGrid) {
            let frame = region.frame
            let corners = [frame.topLeft, frame.topRight, frame.bottomRight, frame.bottomLeft]
            left = max(0, Int((corners.map(\.x).min() ?? 0).rounded(.down)))
            top = max(0, Int((corners.map(\.y).min() ?? 0).rounded(.down)))
            width = min(page.width, Int((corners.map(\.x).max() ?? 0).rounded(.up))) - left
            height = min(page.height, Int((corners.map(\.y).max() ?? 0).rounded(.up))) - top
            margin = max(1, Int(region.height * SampleSheet.margin))
            guard width > 0, height > 0 else { return nil }
        }
    }
}
