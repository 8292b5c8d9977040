package import DocumentModel

extension PageLayout {
    /// Takes in what was recognised in one picture of an otherwise digital page.
    ///
    /// A picture that is mostly text gives way to that text; in other pictures the words become labels of the figure. Text that the
    /// file has over the picture is not taken twice.
    ///
    /// - Parameters:
    ///   - text: in pixels of a picture of the whole page.
    ///   - box: of the picture, on the displayed page.
    ///   - ink: the marks of the page picture.
    /// - Returns: characters taken in, spaces not counted, with their mean confidence.
    @discardableResult
    package mutating func take(_ text: RecognizedText, in box: Rectangle, dpi: Double, ink: InkMap) -> (characters: Int, confidence: Double) {
        var fresh = text
        fresh.lines = text.lines.filter { !isWritten($0.frame, scale: dpi / 72) }
        guard fresh.characterCount > 0 else { return (0, 0) }
        var part = PageAnalyzer.layout(of: fresh, onPart: box, of: page, dpi: dpi, ink: ink)
        part.renumberFonts(after: fonts.count)
        fonts += part.fonts
        if Self.isText(fresh, in: box, scale: dpi / 72) {
            replacePicture(box, with: part.blocks)
        } else {
            label(box, with: part)
        }
        return (fresh.characterCount, fresh.confidence)
    }

    /// Lines over more than this share of a picture make it a picture of text; labels of diagrams cover less.
    private static let textShare = 0.12
    /// A figure is the picture when they share that much of the larger one.
    private static let samePicture = 0.7

    private static func isText(_ text: RecognizedText, in box: Rectangle, scale: Double) -> Bool {
        let area = text.lines.reduce(0.0) { $0 + $1.frame.length * $1.frame.thickness } / (scale * scale)
        return area > textShare * box.area
    }

    private func isWritten(_ frame: Quadrilateral, scale: Double) -> Bool {
        let x = frame.corners.reduce(0) { $0 + $1.x } / 4 / scale, y = frame.corners.reduce(0) { $0 + $1.y } / 4 / scale
        return blocks.contains { block in
            switch block.content {
            case .text(let lines): lines.contains { $0.box.contains(x: x, y: y) }
            case .table(let table): table.cells.contains { !$0.spans.isEmpty && $0.rectangle.contains(x: x, y: y) }
            case .figure(let figure): figure.labels.contains { $0.rectangle.contains(x: x, y: y) }
            }
        }
    }

    private func picture(_ box: Rectangle) -> Int? {
        blocks.firstIndex { block in
            guard case .figure = block.content, let common = block.box.intersection(box) else { return false }
            return common.area > Self.samePicture * max(box.area, block.box.area)
        }
    }

    private mutating func replacePicture(_ box: Rectangle, with text: [LayoutBlock]) {
        let place = picture(box)
        if let place { blocks.remove(at: place) }
        let index = place ?? blocks.firstIndex { $0.box.centerY > box.centerY } ?? blocks.endIndex
        blocks.insert(contentsOf: text, at: index)
    }

    private mutating func label(_ box: Rectangle, with part: PageLayout) {
        guard let place = picture(box), case .figure(var figure) = blocks[place].content else { return replacePicture(box, with: part.blocks) }
        for block in part.blocks {
            switch block.content {
            case .text(let lines): figure.labels += lines.flatMap { Self.spaced($0.spans) }
            case .table(let table): figure.labels += table.cells.flatMap { Self.spaced($0.spans) }
            case .figure(let inner): figure.labels += inner.labels
            }
        }
        blocks[place].content = .figure(figure)
    }

    private static func spaced(_ spans: [Span]) -> [Span] {
        var spans = spans
        if let last = spans.indices.last { spans[last].text += " " }
        return spans
    }

    private mutating func renumberFonts(after count: Int) {
        func renumber(_ spans: inout [Span]) {
            for index in spans.indices { spans[index].font += count }
        }
        for index in blocks.indices {
            switch blocks[index].content {
            case .text(var lines):
                for line in lines.indices {
                    lines[line].font += count
                    renumber(&lines[line].spans)
                }
                blocks[index].content = .text(lines)
            case .table(var table):
                for cell in table.cells.indices { renumber(&table.cells[cell].spans) }
                blocks[index].content = .table(table)
            case .figure(var figure):
                renumber(&figure.labels)
                blocks[index].content = .figure(figure)
            }
        }
    }
}
