package import DocumentModel

/// A piece of a document that can be corrected.
package struct CorrectablePlace: Hashable, Sendable {
    package enum Part: Hashable, Sendable {
        /// A printed line of its block, from 0.
        case line(Int)
        /// An index into the cells of its block's table.
        case cell(Int)
        /// The block as a heading, or as a paragraph that may be one.
        case level

        package var subject: Correction.Subject {
            switch self {
            case .line: .line
            case .cell: .cell
            case .level: .level
            }
        }
    }

    /// Index of the block in the document it was found in.
    package var block: Int
    package var part: Part
    package var page: Int
    package var rectangle: Rectangle
    package var reading: Correction.Reading
}

extension Block {
    /// Everything of it that can be corrected: lines, cells, then its level.
    ///
    /// - Parameter index: its index in the document.
    package func correctablePlaces(at index: Int) -> [CorrectablePlace] {
        let lines = PrintedLines.of(spans).enumerated().map { number, line in
            CorrectablePlace(
                block: index, part: .line(number), page: line.page, rectangle: line.rectangle, reading: Correction.Reading(text: line.text))
        }
        let cells = (table?.cells ?? []).enumerated().map { number, cell in
            CorrectablePlace(
                block: index, part: .cell(number), page: cell.page, rectangle: cell.rectangle,
                reading: Correction.Reading(text: PrintedLines.trimmed(cell.spans.text)))
        }
        guard mayBeHeading, let first = regions.first else { return lines + cells }
        let level = CorrectablePlace(
            block: index, part: .level, page: first.page, rectangle: first.rectangle,
            reading: Correction.Reading(text: PrintedLines.trimmed(text), level: heading?.level ?? 0))
        return lines + cells + [level]
    }

    private var mayBeHeading: Bool { kind == .heading || kind == .paragraph }
}
