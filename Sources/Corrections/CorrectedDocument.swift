package import DocumentModel

/// A document with what people have corrected in it.
package struct CorrectedDocument: Sendable {
    /// With a mark on every block that was corrected.
    package private(set) var document: Document
    /// What came of each correction.
    package private(set) var standings: [CorrectionID: Correction.Standing] = [:]

    /// A correction with its place.
    fileprivate struct Placed {
        var correction: Correction
        var hit: Anchoring.Hit
    }

    /// - Parameters:
    ///   - document: as it was read.
    ///   - corrections: of two for one place, the one changed last counts.
    package init(_ document: Document, _ corrections: [Correction]) {
        self.document = document
        guard !corrections.isEmpty else { return }
        let read = Set(document.pages.map(\.summary.number))
        let byPage = Dictionary(grouping: corrections, by: \.page)
        let places = Self.places(of: document, on: Set(byPage.keys))
        var placed: [Int: [Placed]] = [:]
        for (page, corrections) in byPage.sorted(by: { $0.key < $1.key }) {
            let anchoring = Anchoring(places: places[page] ?? [])
            for correction in corrections.sorted(by: { ($0.updatedAt, $0.id) > ($1.updatedAt, $1.id) }) {
                guard read.contains(page) else {
                    standings[correction.id] = .notApplied(.pageMissing)
                    continue
                }
                place(correction, anchoring.find(correction), in: &placed)
            }
        }
        for (block, placed) in placed { apply(placed, toBlock: block) }
    }

    private static func places(of document: Document, on pages: Set<Int>) -> [Int: [CorrectablePlace]] {
        var places: [CorrectablePlace] = []
        for (index, block) in document.blocks.enumerated() where block.regions.contains(where: { pages.contains($0.page) }) {
            places += block.correctablePlaces(at: index)
        }
        return Dictionary(grouping: places, by: \.page)
    }

    /// The newest comes first.
    private mutating func place(
        _ correction: Correction, _ found: Result<Anchoring.Hit, Correction.Obstacle>, in placed: inout [Int: [Placed]]
    ) {
        switch found {
        case .failure(let obstacle): standings[correction.id] = .notApplied(obstacle)
        case .success(let hit):
            let block = hit.place.block
            let isTaken = placed[block, default: []].contains {
                $0.hit.place.part == hit.place.part && ($0.hit.range.overlaps(hit.range) || $0.hit.range == hit.range)
            }
            guard !isTaken else {
                standings[correction.id] = .notApplied(.taken)
                return
            }
            placed[block, default: []].append(Placed(correction: correction, hit: hit))
            standings[correction.id] = .applied(block: document.blocks[block].id)
        }
    }

    /// From the last place to the first: numbers of lines and characters stay what they were.
    private mutating func apply(_ placed: [Placed], toBlock index: Int) {
        var block = document.blocks[index]
        var lines = PrintedLines.of(block.spans).map(\.spans)
        for one in placed.sorted(by: { $0.hit.precedes($1.hit) }).reversed() {
            let text = Array(one.correction.corrected.text)
            switch one.hit.place.part {
            case .line(let number):
                let spans = Self.edited(Array(block.spans[lines[number]]), one.hit.range, text)
                block.spans.replaceSubrange(lines[number], with: spans)
                lines[number] = lines[number].lowerBound..<(lines[number].lowerBound + spans.count)
            case .cell(let number): block.table?.cells[number].replace(one.hit.range, with: text)
            case .level: block.setLevel(one.correction.corrected.level ?? 0)
            }
            block.corrections.insert(one.mark(in: document.blocks[index]), at: 0)
        }
        document.blocks[index] = block
    }

    /// Spans of one line whose text, trimmed, has `text` in place of `range`; the space that joins it to the next line stays.
    fileprivate static func edited(_ spans: [Span], _ range: Range<Int>, _ text: [Character]) -> [Span] {
        let leading = spans.text.prefix { $0.isWhitespace }.count
        return SpanEdit.replacing((range.lowerBound + leading)..<(range.upperBound + leading), of: spans, with: text)
    }
}

extension CorrectedDocument.Placed {
    fileprivate func mark(in block: Block) -> BlockCorrection {
        var mark = BlockCorrection(id: correction.id, subject: hit.place.part.subject, before: hit.place.reading)
        switch hit.place.part {
        case .line(let number): mark.line = number
        case .cell(let number):
            mark.row = block.table?.cells[number].row
            mark.column = block.table?.cells[number].column
        case .level: break
        }
        return mark
    }
}

extension Anchoring.Hit {
    fileprivate func precedes(_ other: Anchoring.Hit) -> Bool {
        (place.part.order.0, place.part.order.1, range.lowerBound) < (other.place.part.order.0, other.place.part.order.1, other.range.lowerBound)
    }
}

extension CorrectablePlace.Part {
    fileprivate var order: (Int, Int) {
        switch self {
        case .line(let number): (0, number)
        case .cell(let number): (1, number)
        case .level: (2, 0)
        }
    }
}

extension TableCell {
    fileprivate mutating func replace(_ range: Range<Int>, with text: [Character]) {
        if spans.isEmpty {
            spans = [Span(text: String(text), page: page, rectangle: rectangle)]
        } else {
            spans = CorrectedDocument.edited(spans, range, text)
        }
    }
}

extension Block {
    /// - Parameter level: 0 for a paragraph.
    fileprivate mutating func setLevel(_ level: Int) {
        guard level > 0 else {
            (kind, heading) = (.paragraph, nil)
            return
        }
        kind = .heading
        heading = HeadingEvidence(level: level, sources: [.correction])
    }
}

extension Document {
    /// Without blocks of which corrections have left no text: they stand in JSON, where the correction can be taken back, and nowhere else.
    package var withoutEmptied: Document {
        guard blocks.contains(where: \.isEmptied) else { return self }
        var copy = self
        copy.blocks.removeAll { $0.isEmptied }
        return copy
    }
}

extension Block {
    package var isEmptied: Bool {
        !corrections.isEmpty && table == nil && figure == nil && spans.allSatisfy { $0.text.allSatisfy(\.isWhitespace) }
    }
}
