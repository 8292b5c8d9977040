import DocumentModel

/// Finds dashes that stand alone, as in cells without a value: engines look for text and leave them out.
struct DashFinder {
    struct Options {
        /// Length in font sizes: from a hyphen to an em dash.
        var length = 0.2...1.1
        /// From these lengths on a dash is an en dash and an em dash.
        var enDash = 0.42
        var emDash = 0.8
        /// Thickness in font sizes, at most.
        var thickness = 0.16
        /// Height above the baseline in font sizes.
        var height = 0.16...0.42
        /// Font sizes of paper around it: dashed lines and drawings have less.
        var air = 0.45
        /// Marks shorter than this (points) are dirt.
        var shortest = 1.5
        /// More are no table's, but a drawing or a pattern.
        var most = 2_000
    }

    /// Marks without text and rules.
    let ink: InkMap
    var options = Options()

    /// Dashes in the rows of `lines`, as lines of their own.
    func dashes(beside lines: [PrintedLine]) -> [PrintedLine] {
        var finder = RuleFinder()
        finder.options.breakLength = 0.2
        finder.options.leastHorizontal = options.shortest
        finder.options.pieceLength = options.shortest
        finder.options.slenderness = 1.8
        let marks = finder.horizontalLines(in: ink)
        guard marks.count <= options.most else { return [] }
        return marks.compactMap { mark in lines.first { isDash(mark, in: $0) }.flatMap { dash(mark, in: $0) } }
    }

    private func isDash(_ mark: Rectangle, in line: PrintedLine) -> Bool {
        guard line.angleDegrees == 0, let size = line.measuredSize, let baseline = line.measuredBaseline else { return false }
        return options.length.contains(mark.width / size) && mark.height <= options.thickness * size
            && options.height.contains((baseline - mark.centerY) / size)
            && isAlone(mark, air: options.air * size)
    }

    private func isAlone(_ mark: Rectangle, air: Double) -> Bool {
        let own = mark.insetBy(-1)
        let (columns, rows) = ink.area(mark.insetBy(-air))
        return rows.allSatisfy { row in
            columns.allSatisfy { column in
                ink.pixels[row * ink.width + column] == 0
                    || own.contains(x: (Double(column) + 0.5) / ink.scale, y: (Double(row) + 0.5) / ink.scale)
            }
        }
    }

    private func dash(_ mark: Rectangle, in line: PrintedLine) -> PrintedLine? {
        guard let size = line.measuredSize, let baseline = line.measuredBaseline else { return nil }
        let length = mark.width / size
        let scalar: Unicode.Scalar = length < options.enDash ? "-" : length < options.emDash ? "\u{2013}" : "\u{2014}"
        let character = RecognizedCharacter(scalar: scalar, extent: 0...1, confidence: line.confidence)
        let frame = Rectangle(left: mark.left, top: baseline - 0.8 * size, right: mark.right, bottom: baseline + 0.2 * size)
        return PrintedLine(mark: character, frame: frame, baseline: baseline, size: size)
    }
}
