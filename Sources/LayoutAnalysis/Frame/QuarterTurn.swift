import DocumentModel

/// Turns a page so that its text stands upright, and results back: landscape tables on portrait pages, vertical writing.
struct QuarterTurn {
    /// Clockwise angle of the text on the page: 0, 90, 180 or 270.
    let angleDegrees: Int
    /// Size of the page as displayed, in points.
    let width: Double
    let height: Double

    var isIdentity: Bool { angleDegrees == 0 }

    /// Page coordinates to upright coordinates.
    func upright(x: Double, y: Double) -> (x: Double, y: Double) {
        switch angleDegrees {
        case 90: (y, width - x)
        case 180: (width - x, height - y)
        case 270: (height - y, x)
        default: (x, y)
        }
    }

    /// Upright coordinates to page coordinates.
    func displayed(x: Double, y: Double) -> (x: Double, y: Double) {
        switch angleDegrees {
        case 90: (width - y, x)
        case 180: (width - x, height - y)
        case 270: (y, height - x)
        default: (x, y)
        }
    }

    func upright(_ box: Rectangle) -> Rectangle {
        spanning(upright(x: box.left, y: box.top), upright(x: box.right, y: box.bottom))
    }

    func displayed(_ box: Rectangle) -> Rectangle {
        spanning(displayed(x: box.left, y: box.top), displayed(x: box.right, y: box.bottom))
    }

    private func spanning(_ a: (x: Double, y: Double), _ b: (x: Double, y: Double)) -> Rectangle {
        Rectangle(left: min(a.x, b.x), top: min(a.y, b.y), right: max(a.x, b.x), bottom: max(a.y, b.y))
    }
}

extension QuarterTurn {
    /// The page with its text upright. Sizes of the page are swapped for quarter turns.
    func upright(_ primitives: PagePrimitives) -> PagePrimitives {
        guard !isIdentity else { return primitives }
        var turned = primitives
        if angleDegrees % 180 != 0 { swap(&turned.page.width, &turned.page.height) }
        for index in turned.glyphs.indices { turn(&turned.glyphs[index]) }
        for index in turned.styles.indices {
            turned.styles[index].angleDegrees = (turned.styles[index].angleDegrees + 360 - angleDegrees) % 360
        }
        for index in turned.rules.indices {
            turned.rules[index].box = upright(turned.rules[index].box)
            if angleDegrees % 180 != 0 {
                turned.rules[index].direction = turned.rules[index].direction == .horizontal ? .vertical : .horizontal
            }
        }
        for index in turned.fills.indices { turned.fills[index].box = upright(turned.fills[index].box) }
        for index in turned.images.indices { turned.images[index].box = upright(turned.images[index].box) }
        for index in turned.links.indices { turned.links[index].box = upright(turned.links[index].box) }
        turned.drawings = turned.drawings.map { upright($0) }
        return turned
    }

    private func turn(_ glyph: inout Glyph) {
        glyph.box = upright(glyph.box)
        (glyph.originX, glyph.originY) = upright(x: glyph.originX, y: glyph.originY)
    }

    /// The layout in coordinates of the page as displayed.
    func displayed(_ layout: PageLayout) -> PageLayout {
        guard !isIdentity else { return layout }
        var turned = layout
        for index in turned.blocks.indices { turn(&turned.blocks[index]) }
        for index in turned.hidden.indices { turned.hidden[index].rectangle = displayed(turned.hidden[index].rectangle) }
        return turned
    }

    private func turn(_ block: inout LayoutBlock) {
        block.box = displayed(block.box)
        block.column = block.box.left...block.box.right
        switch block.content {
        case .text(let lines): block.content = .text(lines.map(displayed))
        case .table(var table):
            for index in table.cells.indices {
                table.cells[index].rectangle = displayed(table.cells[index].rectangle)
                turn(&table.cells[index].spans)
            }
            block.content = .table(table)
        case .figure(var figure):
            turn(&figure.labels)
            block.content = .figure(figure)
        }
    }

    /// A line in coordinates of the page as displayed; its `baseline` becomes the bottom of its box.
    func displayed(_ line: TextLine) -> TextLine {
        var turned = line
        turned.box = displayed(line.box)
        turned.background = line.background.map { displayed($0) }
        turned.baseline = turned.box.bottom
        turned.angleDegrees = (line.angleDegrees + angleDegrees) % 360
        turn(&turned.spans)
        return turned
    }

    private func turn(_ spans: inout [Span]) {
        for index in spans.indices { spans[index].rectangle = displayed(spans[index].rectangle) }
    }
}
