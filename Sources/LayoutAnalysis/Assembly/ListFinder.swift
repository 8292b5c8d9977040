import DocumentModel

/// Finds list items by their markers, nests them by indent and keeps the paragraphs that go on inside an item with it.
struct ListFinder {
    let statistics: FontStatistics

    private struct Level {
        var start: Double
        var style: ListMarker.Style
        var value: Int
        var isOrdered: Bool
    }

    /// Markers this far apart, in units of the size, stand on different levels.
    private static let indent = 0.8
    /// A numbered neighbour is looked for among this many passages: items may hold notes and listings between them.
    private static let sequenceReach = 12

    func mark(_ passages: inout [Passage]) {
        var levels: [Level] = []
        var column: ClosedRange<Double>?
        var lastItem = -1
        for index in passages.indices {
            let passage = passages[index]
            guard passage.isText, !passage.kind.isFurniture, let line = passage.lines.first else { continue }
            if passage.kind == .paragraph, let marker = line.marker, isItem(index, passages, marker) {
                if column != passage.column, levels.count > 0 { rebase(&levels, line, marker) }
                column = passage.column
                place(line, marker, in: &levels)
                passages[index].take(marker, depth: depth(of: line, levels.count - 1), confidence: marker.isOrdered ? 0.9 : 0.95)
            } else if passage.kind == .paragraph, let tag = itemTag(line), tag.element != lastItem {
                lastItem = tag.element
                passages[index].kind = .listItem
                passages[index].list = ListPosition(depth: max(0, tag.listDepth - 1), marker: "", isOrdered: false)
            } else if passage.kind == .heading {
                levels = []
            } else if passage.kind == .paragraph, let level = levels.last, column == passage.column {
                if line.start > levels[0].start + Self.indent * line.size {
                    while let last = levels.last, levels.count > 1, line.start < last.start + Self.indent * line.size { levels.removeLast() }
                    passages[index].list = ListPosition(depth: levels.count - 1, marker: "", isOrdered: level.isOrdered)
                } else {
                    levels = []
                }
            }
        }
    }

    /// The tag of text in a list item; the page may draw its bullet as a picture.
    private func itemTag(_ line: DraftLine) -> LineTag? {
        guard let tag = line.line.tag, tag.listDepth > 0, tag.role == "LI" || tag.role == "LBody" else { return nil }
        return tag
    }

    private func depth(of line: DraftLine, _ found: Int) -> Int {
        if let tag = line.line.tag, tag.listDepth > 0, tag.role == "LI" || tag.role == "LBody" || tag.role == "Lbl" { return tag.listDepth - 1 }
        return found
    }

    /// Bullets always; dashes and numbers only where more than one sign speaks for a list.
    private func isItem(_ index: Int, _ passages: [Passage], _ marker: ListMarker) -> Bool {
        let passage = passages[index]
        guard let line = passage.lines.first else { return false }
        if let role = line.line.tag?.role, role == "LI" || role == "LBody" || role == "Lbl" { return true }
        if marker.style == .bullet || marker.style == .circled { return line.shape.count > marker.lengthWithSpace }
        if line.shape.count <= marker.lengthWithSpace { return false }
        if hangs(passage) && marker.style != .dash { return true }
        if marker.style == .dash {
            return hangs(passage) || hasNeighbour(index, passages) { $0.style == .dash } || line.start > line.column.lowerBound + line.size
        }
        return hasNeighbour(index, passages) { $0.style == marker.style && abs($0.value - marker.value) == 1 }
    }

    private func hangs(_ passage: Passage) -> Bool {
        guard passage.lines.count > 1 else { return false }
        return passage.lines[1].start > passage.lines[0].start + 0.7 * passage.size
    }

    private func hasNeighbour(_ index: Int, _ passages: [Passage], _ matches: (ListMarker) -> Bool) -> Bool {
        let near = max(0, index - Self.sequenceReach)...min(passages.count - 1, index + Self.sequenceReach)
        return near.contains { other in
            guard other != index, passages[other].kind == .paragraph || passages[other].kind == .listItem,
                let marker = passages[other].lines.first?.marker
            else { return false }
            return matches(marker)
        }
    }

    /// In a new column the indents start anew: the level with the same style, its numbers going on, is the one.
    private func rebase(_ levels: inout [Level], _ line: DraftLine, _ marker: ListMarker) {
        guard let same = levels.lastIndex(where: { $0.style == marker.style && (!marker.isOrdered || $0.value + 1 == marker.value) }) else {
            levels = []
            return
        }
        let shift = line.start - levels[same].start
        for index in levels.indices { levels[index].start += shift }
    }

    private func place(_ line: DraftLine, _ marker: ListMarker, in levels: inout [Level]) {
        let tolerance = Self.indent * line.size
        while let last = levels.last, line.start < last.start - tolerance { levels.removeLast() }
        if let last = levels.last, line.start <= last.start + tolerance {
            levels[levels.count - 1] = Level(start: last.start, style: marker.style, value: marker.value, isOrdered: marker.isOrdered)
        } else {
            levels.append(Level(start: line.start, style: marker.style, value: marker.value, isOrdered: marker.isOrdered))
        }
    }
}

extension Passage {
    fileprivate mutating func take(_ marker: ListMarker, depth: Int, confidence: Double) {
        guard let line = lines.first else { return }
        kind = .listItem
        markerLength = marker.lengthWithSpace
        self.confidence = min(self.confidence, confidence)
        let printed = String(String.UnicodeScalarView(line.text.unicodeScalars.prefix(marker.length)))
        list = ListPosition(
            depth: depth, marker: printed, isOrdered: marker.isOrdered,
            markerRegion: Region(page: line.page, rectangle: line.markerBox(characters: marker.length)))
    }
}

extension DraftLine {
    /// Where the first characters of the line are printed: their own span when the marker is one, else a share of the line.
    fileprivate func markerBox(characters: Int) -> Rectangle {
        guard let span = line.spans.first else { return line.box }
        let count = span.text.unicodeScalars.count
        guard count > characters else { return span.rectangle }
        var rectangle = span.rectangle
        let width = span.width(ofFirst: characters)
        if line.isRightToLeft { rectangle.left = rectangle.right - width } else { rectangle.right = rectangle.left + width }
        return rectangle
    }
}
