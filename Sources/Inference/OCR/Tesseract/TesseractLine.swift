import DocumentModel
import Glibc

/// Symbols of one line, as Tesseract tells them, and the line that they make.
struct TesseractLine {
    struct Symbol: Hashable {
        var scalars: [Unicode.Scalar]
        /// 0...1.
        var confidence: Double
        var startsWord: Bool
        /// In pixels of the picture.
        var box: Rectangle
    }

    struct Baseline: Hashable {
        var rise: Double
        var run: Double
    }

    let symbols: [Symbol]
    let baseline: Baseline

    /// The line with its frame along the baseline, letters of other alphabets put right.
    var recognized: RecognizedLine {
        let corners = symbols.flatMap { symbol in
            [symbol.box.left, symbol.box.right].flatMap { x in [symbol.box.top, symbol.box.bottom].map { Point(x: x, y: $0) } }
        }
        let region = RegionOutline(around: corners).rectangle(angle: atan2(baseline.rise, max(1, baseline.run)), score: 1)
        let confidence = symbols.reduce(0) { $0 + $1.confidence } / Double(symbols.count)
        var characters = characters(along: region)
        for (index, scalar) in GreekSpelling.corrected(characters.map(\.scalar)).enumerated() { characters[index].scalar = scalar }
        return RecognizedLine(frame: region.frame, characters: characters, confidence: confidence)
    }

    /// The symbols' characters with a space before each word but the first.
    private func characters(along region: TextRegion) -> [RecognizedCharacter] {
        var characters: [RecognizedCharacter] = []
        for symbol in symbols {
            let extent = Self.extent(of: symbol.box, along: region)
            if symbol.startsWord, let last = characters.last {
                let end = min(last.extent.upperBound, extent.lowerBound)
                characters.append(
                    RecognizedCharacter(
                        scalar: " ", extent: end...max(end, extent.lowerBound), confidence: min(last.confidence, symbol.confidence)))
            }
            for scalar in symbol.scalars {
                characters.append(RecognizedCharacter(scalar: scalar, extent: extent, confidence: symbol.confidence))
            }
        }
        return characters
    }

    private static func extent(of box: Rectangle, along region: TextRegion) -> ClosedRange<Double> {
        func share(_ x: Double) -> Double {
            let along = (x - region.centerX) * cos(region.angle) + (box.centerY - region.centerY) * sin(region.angle)
            return min(1, max(0, along / max(1, region.width) + 0.5))
        }
        let start = share(box.left)
        return start...max(start, share(box.right))
    }
}
