package import DocumentModel

extension PageAnalyzer {
    /// The layout of a page whose text was recognised, in coordinates of the displayed page turned level (`PageLayout.skewDegrees`).
    /// Lines and tables carry the confidence of the recognition.
    ///
    /// - Parameters:
    ///   - text: in pixels of a picture of the whole page.
    ///   - dpi: resolution of that picture.
    ///   - ink: the marks of that picture.
    package static func layout(of text: RecognizedText, on page: PageSummary, dpi: Double, ink: InkMap?) -> PageLayout {
        analyzed(RecognizedPage(text, on: page, dpi: dpi, ink: ink))
    }

    /// The same for one part of the page, in coordinates of the displayed page; marks around the part are left out.
    static func layout(of text: RecognizedText, onPart box: Rectangle, of page: PageSummary, dpi: Double, ink: InkMap) -> PageLayout {
        var marks = ink
        marks.eraseAround(box)
        return analyzed(RecognizedPage(text, on: page, dpi: dpi, ink: marks, isWhole: false))
    }

    private static func analyzed(_ recognized: RecognizedPage) -> PageLayout {
        var layout = layout(of: recognized.primitives)
        layout.skewDegrees = recognized.skewDegrees
        RecognitionConfidence(recognized.evidence).mark(&layout)
        return layout
    }
}

/// Gives what was made of recognised lines their confidence.
struct RecognitionConfidence {
    private let evidence: [RecognitionEvidence]

    init(_ evidence: [RecognitionEvidence]) {
        self.evidence = evidence
    }

    func mark(_ layout: inout PageLayout) {
        for index in layout.blocks.indices {
            switch layout.blocks[index].content {
            case .text(var lines):
                for line in lines.indices { lines[line].confidence = mean(in: lines[line].box) ?? 1 }
                layout.blocks[index].content = .text(lines)
            case .table, .figure: layout.blocks[index].confidence *= mean(in: layout.blocks[index].box) ?? 1
            }
        }
    }

    /// Mean over the characters of the lines that stand in the box or that it stands in; `nil` for none.
    private func mean(in box: Rectangle) -> Double? {
        var sum = 0.0, count = 0
        for line in evidence {
            guard box.contains(x: line.box.centerX, y: line.box.centerY) || line.box.contains(x: box.centerX, y: box.centerY) else { continue }
            sum += line.confidence * Double(line.characterCount)
            count += line.characterCount
        }
        return count > 0 ? sum / Double(count) : nil
    }
}

extension RecognizedText {
    /// Characters, spaces not counted.
    package var characterCount: Int {
        lines.reduce(0) { $0 + $1.characters.count { !Scripts.isSpace($0.scalar.value) } }
    }

    /// Mean over the characters, 0...1; 0 for no text.
    package var confidence: Double {
        let count = characterCount
        guard count > 0 else { return 0 }
        let sum = lines.reduce(0.0) { $0 + min(1, max(0, $1.confidence)) * Double($1.characters.count { !Scripts.isSpace($0.scalar.value) }) }
        return sum / Double(count)
    }
}
