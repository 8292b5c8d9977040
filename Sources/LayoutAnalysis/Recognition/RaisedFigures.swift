import DocumentModel

/// Finds figures that stand above the line: the engine reads them as part of the word before them.
struct RaisedFigures {
    let ink: InkMap
    /// Points.
    let baseline: Double
    let size: Double

    /// A raised figure ends at least this many font sizes above the baseline and is at most so high.
    private static let leastRaise = 0.17
    private static let mostHeight = 0.55
    /// More figures than this are a number, whose line was measured badly.
    private static let most = 3

    /// For every character of the word how far it is raised, in points; empty when none is.
    func raised(in word: PrintedLine.Word) -> [Double] {
        let digits = word.characters.map { Scripts.isDigit($0.scalar.value) }
        guard digits.contains(true) else { return [] }
        var raised = [Double](repeating: 0, count: digits.count)
        let leading = digits.prefix { $0 }.count, trailing = digits.reversed().prefix { $0 }.count
        for index in raised.indices where index < min(leading, Self.most) || index >= digits.count - min(trailing, Self.most) {
            raised[index] = raise(from: word.sides[index], to: word.sides[index + 1])
        }
        return raised.contains { $0 > 0 } ? raised : []
    }

    private func raise(from left: Double, to right: Double) -> Double {
        let box = Rectangle(left: left, top: baseline - 1.1 * size, right: right, bottom: baseline + 0.1 * size)
        let (columns, rows) = ink.area(box)
        let marked = rows.filter { row in columns.contains { ink.pixels[row * ink.width + $0] != 0 } }
        guard let first = marked.first, let last = marked.last else { return 0 }
        let raise = baseline - Double(last + 1) / ink.scale
        return raise > Self.leastRaise * size && Double(last + 1 - first) / ink.scale < Self.mostHeight * size ? raise : 0
    }
}
