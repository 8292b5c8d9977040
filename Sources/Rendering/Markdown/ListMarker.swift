import DocumentModel

/// How a printed list marker is written in Markdown.
enum ListMarker: Equatable {
    /// A sign without meaning of its own: any bullet will do.
    case bullet
    /// "3." or "3)": Markdown can say the same.
    case number(Int, delimiter: UInt8)
    /// "(a)", "iv.", "1.2": kept as text behind a bullet, because Markdown would renumber or lose it.
    case printed

    /// CommonMark 5.2 allows nine digits.
    private static let digitLimit = 9

    init(_ position: ListPosition) {
        let marker = Array(position.marker.utf8)
        let digits = marker.prefix { $0.isASCIIDigit }
        if let last = marker.last, !digits.isEmpty, digits.count <= Self.digitLimit, digits.count + 1 == marker.count,
            last == UInt8(ascii: ".") || last == UInt8(ascii: ")")
        {
            self = .number(digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }, delimiter: last)
        } else if marker.isEmpty || !position.isOrdered {
            self = .bullet
        } else {
            self = .printed
        }
    }

    /// Whether an item with this marker goes on with a list whose last item had the other.
    func follows(_ last: ListMarker) -> Bool {
        switch (last, self) {
        case (.number(let before, let delimiter), .number(let value, let mine)): delimiter != mine || value == before + 1
        default: true
        }
    }

    /// Whether an item may follow a line of text without a blank line between (CommonMark 5.2): not when it is empty or its
    /// number is not 1.
    func interruptsParagraph(isEmpty: Bool) -> Bool {
        if case .number(let value, _) = self { return value == 1 && !isEmpty }
        return !isEmpty
    }
}

/// Where the items of the lists being written stand, so that every parser nests them alike.
struct ListIndentation {
    /// Where an item goes.
    struct Place {
        /// Spaces before the marker.
        var indent: Int
        /// The item must be kept apart from the list before it.
        var startsAnew: Bool
        /// The item opens a list inside another item.
        var isFirstOfNested: Bool
    }

    private struct Level {
        var indent: Int
        var contentIndent: Int
        var last: ListMarker
    }

    private var levels: [Level] = []

    mutating func reset() {
        levels.removeAll(keepingCapacity: true)
    }

    /// Where an item with this marker goes.
    /// - Parameter width: bytes of the marker and the space behind it.
    mutating func place(_ marker: ListMarker, width: Int, depth: Int) -> Place {
        // An item cannot be nested deeper than one level below the item before it.
        let depth = min(max(depth, 0), levels.count)
        let known = depth < levels.count ? levels[depth] : nil
        levels.removeLast(levels.count - depth)
        let indent = known?.indent ?? levels.last?.contentIndent ?? 0
        levels.append(Level(indent: indent, contentIndent: indent + width, last: marker))
        return Place(
            indent: indent, startsAnew: known.map { !marker.follows($0.last) } ?? false, isFirstOfNested: known == nil && depth > 0)
    }
}
