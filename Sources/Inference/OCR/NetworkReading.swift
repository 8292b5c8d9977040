import DocumentModel

/// What the networks read on a page, and what they could not.
struct NetworkReading {
    /// A line has this many times its height in width: shorter regions are words and numbers, which say little.
    private static let leastLength = 4.0
    /// Characters of a line for its width in heights: Latin has 2, signs of Chinese 1. The networks leave letters out that they do not
    /// know.
    private static let leastDensity = 0.6
    /// Of the lines' width.
    private static let unreadShare = 0.3
    /// Fewer are rules and parts of drawings.
    private static let fewestUnread = 3

    private(set) var lines: [RecognizedLine] = []
    /// Lines that have far fewer characters than their width has room for, or none.
    private(set) var unread: [TextRegion] = []
    private var width = 0.0

    /// - Parameter line: `nil` when what was read there is no text.
    mutating func add(_ line: RecognizedLine?, of region: TextRegion) {
        if let line { lines.append(line) }
        guard region.width >= Self.leastLength * region.height else { return }
        width += region.width
        let count = line?.characters.count { $0.scalar != " " } ?? 0
        if Double(count) < Self.leastDensity * region.width / region.height { unread.append(region) }
    }

    /// Whether the page may be in letters that the networks lack.
    var isMostlyUnread: Bool {
        unread.count >= Self.fewestUnread && unread.reduce(0) { $0 + $1.width } >= Self.unreadShare * width
    }
}
