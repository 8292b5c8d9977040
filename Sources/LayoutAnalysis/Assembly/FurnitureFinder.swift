import DocumentModel

/// Finds running heads, feet and page numbers: text whose position repeats along with its wording, numbers that count the pages,
/// and lone lines at the edge that say what such lines say.
struct FurnitureFinder {
    private let pages: [DraftPage]
    private let bodySize: Double
    private var rows: [MarginRow]
    private var isFurniture: [Bool]
    private var found: [LineAddress: Block.Kind] = [:]

    /// Baselines of repeated heads lie on the same height up to this many points.
    private static let tolerance = 3.0
    /// A repeated text on this many pages is furniture; on two where there are hardly more.
    private static let pagesToRepeat = 3
    /// A head whose right part changes with the section is known by this many characters of its left part.
    private static let prefixLength = 14
    /// Share of band rows whose text comes again for the band to be taken as a head with changing text (chapter titles).
    private static let repeatedShare = 0.3
    /// Share of the document's pages that must have a row in the band.
    private static let bandShare = 0.25
    /// Air in units of the row's size that sets a running head off from the text.
    private static let leastAir = 0.7

    /// A number alone in this outermost share of the page's height is a page number, whatever else stands beside it.
    private static let corner = 0.06

    static func mark(_ pages: [DraftPage], statistics: FontStatistics) {
        var finder = FurnitureFinder(pages, bodySize: statistics.bodySize)
        finder.findRepeated()
        finder.findBands()
        finder.findPageNumbers()
        finder.findLoneRows()
        finder.findTurnedMargins()
        let found = finder.found
        for (address, kind) in found { pages[address.page].mark(address, as: kind) }
    }

    private init(_ pages: [DraftPage], bodySize: Double) {
        self.pages = pages
        self.bodySize = bodySize
        rows = pages.indices.flatMap { MarginRow.rows(of: pages[$0], at: $0) }
        isFurniture = Array(repeating: false, count: rows.count)
    }

    private mutating func take(_ row: Int) {
        guard !isFurniture[row] else { return }
        isFurniture[row] = true
        for piece in rows[row].pieces {
            let isNumber = PageNumberText.value(of: piece.line.text) != nil
            found[piece.address] = isNumber ? .pageNumber : rows[row].edge == .top ? .pageHeader : .pageFooter
        }
    }

    /// Nothing but furniture lies between the row and the edge.
    private func isOutermost(_ row: Int) -> Bool {
        rows[row].rank == 0 || (row > 0 && rows[row - 1].page == rows[row].page && rows[row - 1].edge == rows[row].edge && isFurniture[row - 1])
    }

    private mutating func findRepeated() {
        struct Key: Hashable { var text: String, edge: MarginRow.Edge }
        var places: [Key: [(row: Int, offset: Double)]] = [:]
        for (index, row) in rows.enumerated() {
            for piece in row.pieces {
                places[Key(text: piece.key, edge: row.edge), default: []].append((index, row.offset))
                guard piece.key.utf8.count > Self.prefixLength * 3 / 2 else { continue }
                let prefix = "^" + String(piece.key.unicodeScalars.prefix(Self.prefixLength))
                places[Key(text: prefix, edge: row.edge), default: []].append((index, row.offset))
            }
        }
        let needed = pages.count >= 5 ? Self.pagesToRepeat : 2
        var repeated = [Bool](repeating: false, count: rows.count)
        for list in places.values where list.count >= needed {
            for place in list where list.count(where: { abs($0.offset - place.offset) <= Self.tolerance }) >= needed { repeated[place.row] = true }
        }
        for index in rows.indices where repeated[index] && isOutermost(index) && rows[index].gapInside > Self.leastAir * rows[index].size {
            take(index)
        }
    }

    /// Heads that change with the chapter: same height and size on many pages, set off from the text, most of them seen again.
    private mutating func findBands() {
        for edge in [MarginRow.Edge.top, .bottom] {
            let candidates = rows.indices.filter { rows[$0].edge == edge && rows[$0].gapInside > Self.leastAir * rows[$0].size }
            var bands: [Int: [Int]] = [:]
            for index in candidates { bands[Int((rows[index].offset / Self.tolerance).rounded()), default: []].append(index) }
            for band in bands.values where Double(band.count) >= max(3, Self.bandShare * Double(pages.count)) {
                let known = band.count { isFurniture[$0] }
                guard Double(known) >= Self.repeatedShare * Double(band.count), let model = band.first(where: { isFurniture[$0] }) else { continue }
                let size = rows[model].size
                for index in band where abs(rows[index].size - size) < 0.1 * size && isOutermost(index) { take(index) }
            }
        }
    }

    /// Numbers at one height that differ from the page position by the same amount on several pages.
    private mutating func findPageNumbers() {
        struct Key: Hashable { var edge: MarginRow.Edge, difference: Int }
        var places: [Key: [(row: Int, piece: Int)]] = [:]
        for index in rows.indices where !isFurniture[index] {
            guard let (piece, value) = rows[index].pageNumber else { continue }
            places[Key(edge: rows[index].edge, difference: value - pages[rows[index].page].number), default: []].append((index, piece))
        }
        for list in places.values where list.count >= 2 {
            for place in list {
                let offset = rows[place.row].offset
                guard list.count(where: { abs(rows[$0.row].offset - offset) <= Self.tolerance }) >= 2 else { continue }
                if rows[place.row].pieces.count == 1 || isOutermost(place.row) { take(place.row) }
            }
        }
    }

    /// What a single page can tell: a row at the very edge, alone, small, and saying what heads and feet say.
    private mutating func findLoneRows() {
        for index in rows.indices where !isFurniture[index] && isOutermost(index) {
            let row = rows[index]
            let distance = row.edge == .top ? row.box.top : pages[row.page].height - row.box.bottom
            let isCornerNumber = distance < Self.corner * pages[row.page].height && row.pieces.count == 1 && row.pageNumber != nil
            if isCornerNumber || isOwnNumber(row) || isLoneRow(row, distance) { take(index) }
        }
    }

    /// The number of the page itself, alone and set off from the text.
    private func isOwnNumber(_ row: MarginRow) -> Bool {
        guard row.pieces.count == 1, let number = row.pageNumber?.value else { return false }
        return number == pages[row.page].number && row.gapInside > Self.leastAir * row.size && row.size <= 1.3 * bodySize
    }

    /// Place and wording together reach three points: at the edge, set off, several texts in the row, typical words (two).
    private func isLoneRow(_ row: MarginRow, _ distance: Double) -> Bool {
        var score = 0
        if row.gapInside > 2 * row.size { score += 1 }
        if row.gapInside < 0.6 * row.size { score -= 2 }
        if distance < 0.075 * pages[row.page].height { score += 1 }
        if row.hasSeveralTexts { score += 1 }
        if row.size > 1.3 * bodySize && row.pieces.count == 1 { score -= 2 }
        if row.size < 0.75 * bodySize && !row.startsWithMark { score += 1 }
        guard score >= 1 else { return false }
        let typical = row.pieces.map { MarginText.typicality(of: $0.line) }.max() ?? 0
        if pages.count > 4 && typical < 2 { score -= 1 }
        if row.box.width > 0.6 * pages[row.page].width && !row.hasSeveralTexts && typical < 2 { score -= 1 }
        return score + typical >= 3
    }

    /// Text turned against the page's direction at its left or right edge: download stamps, archive numbers.
    private mutating func findTurnedMargins() {
        for (index, page) in pages.enumerated() {
            var weights: [Int: Int] = [:]
            page.forEachLine { _, _, line in weights[line.angle, default: 0] += line.shape.count }
            guard weights.count > 1, let usual = weights.max(by: { $0.value < $1.value })?.key else { continue }
            page.forEachLine { element, line, value in
                guard value.angle != usual, isAtEdge(value.box, of: page, usual: usual) else { return }
                found[LineAddress(page: index, element: element, line: line)] = .marginNote
            }
        }
    }

    private func isAtEdge(_ box: Rectangle, of page: DraftPage, usual: Int) -> Bool {
        let share = 0.12
        if usual == 90 || usual == 270 { return box.bottom < share * page.height || box.top > (1 - share) * page.height }
        return box.right < share * page.width || box.left > (1 - share) * page.width
    }
}
