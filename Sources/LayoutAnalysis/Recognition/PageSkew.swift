import DocumentModel
import Foundation

/// Between a displayed page that lies askew and the same page turned level about its middle.
struct PageSkew {
    private let sine: Double
    private let cosine: Double
    private let middle: Point

    /// `nil` for a page that lies straight.
    init?(degrees: Double, width: Double, height: Double) {
        guard degrees != 0 else { return nil }
        sine = sin(degrees * .pi / 180)
        cosine = cos(degrees * .pi / 180)
        middle = Point(x: width / 2, y: height / 2)
    }

    func level(_ point: Point) -> Point {
        let (x, y) = (point.x - middle.x, point.y - middle.y)
        return Point(x: middle.x + cosine * x + sine * y, y: middle.y - sine * x + cosine * y)
    }

    func displayed(_ point: Point) -> Point {
        let (x, y) = (point.x - middle.x, point.y - middle.y)
        return Point(x: middle.x + cosine * x - sine * y, y: middle.y + sine * x + cosine * y)
    }

    /// The smallest upright rectangle around a level one as it lies on the displayed page.
    func displayed(_ box: Rectangle) -> Rectangle {
        let corners = [
            Point(x: box.left, y: box.top), Point(x: box.right, y: box.top),
            Point(x: box.left, y: box.bottom), Point(x: box.right, y: box.bottom),
        ].map { displayed($0) }
        return Rectangle.around(corners.map { Rectangle(left: $0.x, top: $0.y, right: $0.x, bottom: $0.y) }) ?? box
    }
}

/// The last step of assembly: blocks of pages that lie askew get the coordinates of the page as displayed.
struct SkewedPages {
    private let skews: [Int: PageSkew]

    init(_ pages: [PageLayout]) {
        var skews: [Int: PageSkew] = [:]
        for page in pages {
            skews[page.page.number] = PageSkew(degrees: page.skewDegrees, width: page.page.width, height: page.page.height)
        }
        self.skews = skews
    }

    func displayed(_ blocks: [Block]) -> [Block] {
        guard !skews.isEmpty else { return blocks }
        return blocks.map { block in
            // Fields and comments come from the file itself, which knows nothing of the slope of the picture.
            block.kind == .formField || block.kind == .annotation ? block : displayed(block)
        }
    }

    private func displayed(_ block: Block) -> Block {
        var block = block
        for index in block.regions.indices { turn(&block.regions[index]) }
        turn(&block.spans)
        if var list = block.list {
            list.markerRegion = list.markerRegion.map { displayed($0) }
            block.list = list
        }
        if var figure = block.figure {
            turn(&figure.labels)
            block.figure = figure
        }
        if var table = block.table {
            for index in table.cells.indices {
                if let skew = skews[table.cells[index].page] { table.cells[index].rectangle = skew.displayed(table.cells[index].rectangle) }
                turn(&table.cells[index].spans)
            }
            block.table = table
        }
        return block
    }

    private func displayed(_ region: Region) -> Region {
        var region = region
        turn(&region)
        return region
    }

    private func turn(_ region: inout Region) {
        if let skew = skews[region.page] { region.rectangle = skew.displayed(region.rectangle) }
    }

    private func turn(_ spans: inout [Span]) {
        for index in spans.indices {
            if let skew = skews[spans[index].page] { spans[index].rectangle = skew.displayed(spans[index].rectangle) }
        }
    }
}
