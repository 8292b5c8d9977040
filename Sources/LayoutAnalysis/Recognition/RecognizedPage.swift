package import DocumentModel

/// Recognised text as a page drawn by a file: glyphs in fonts of believable sizes, standing on baselines, with rules and drawings
/// around them. Layout analysis sees no difference.
package struct RecognizedPage: Sendable {
    /// What the file could have drawn, on the page as displayed but for the skew.
    package var primitives: PagePrimitives
    /// Clockwise degrees by which the displayed page lies askew.
    package var skewDegrees: Double
    /// Recognised lines as (frame in the primitives' coordinates, confidence, characters).
    let evidence: [RecognitionEvidence]

    /// Font sizes from the baseline to the upper and lower side of glyph boxes.
    private static let ascent = 0.8
    private static let descent = 0.2
    /// Size of raised figures, in sizes of their line.
    private static let raisedSize = 0.65

    /// - Parameters:
    ///   - text: in pixels of a picture of the whole page.
    ///   - dpi: resolution of that picture.
    ///   - ink: marks of the same picture; without them, sizes and gaps are those the engine's frames suggest, and there are no rules.
    ///   - isWhole: a page that lies askew is turned level, and shaded areas are its own; a picture in a page keeps its place, and areas in it
    ///     are a part of the picture.
    package init(_ text: RecognizedText, on page: PageSummary, dpi: Double, ink: InkMap? = nil, isWhole: Bool = true) {
        let sound = text.lines.filter { $0.frame.isSound }
        var posture = ScanPosture(of: sound)
        if !isWhole { posture.skewDegrees = 0 }
        let frame = ScanFrame(posture, page: page, dpi: dpi)
        var upright = PagePrimitives(page: page)
        (upright.page.width, upright.page.height) = (frame.width, frame.height)
        let boxes = sound.map { Self.box(of: $0.frame, in: frame) }
        var marks = ink?.upright(frame)
        if marks != nil { Self.takeDrawings(from: &marks, around: boxes, into: &upright, hasShades: isWhole) }
        var lines = zip(sound, boxes).compactMap { line, box in Self.printed(line, box: box, in: frame, ink: marks) }
        if var marks {
            Self.addBullets(to: &lines, marks, around: boxes)
            for box in boxes + upright.drawings { marks.erase(box) }
            lines += DashFinder(ink: marks).dashes(beside: lines)
        }
        Self.set(ParagraphSizes().settled(lines), into: &upright)
        evidence = zip(sound, boxes).map { RecognitionEvidence($0, box: frame.displayed($1)) }
        primitives = frame.displayed(upright)
        primitives.page = page
        skewDegrees = posture.skewDegrees
    }

    /// The frame on the upright page.
    private static func box(of quadrilateral: Quadrilateral, in frame: ScanFrame) -> Rectangle {
        let corners = quadrilateral.corners.map { frame.upright(pixel: $0) }
        let turns = (quadrilateral.quarter + 4 - frame.posture.quarterDegrees / 90) % 4
        let around = Rectangle.around(corners.map { Rectangle(left: $0.x, top: $0.y, right: $0.x, bottom: $0.y) })
        // Sides of a level line are the means of its corners: the rectangle around a line that still slopes would be too high.
        guard turns == 0 else { return around ?? Rectangle(left: 0, top: 0, right: 0, bottom: 0) }
        return Rectangle(
            left: (corners[0].x + corners[3].x) / 2, top: (corners[0].y + corners[1].y) / 2,
            right: (corners[1].x + corners[2].x) / 2, bottom: (corners[2].y + corners[3].y) / 2)
    }

    /// Rules and drawings leave the marks, so that those left are letters.
    private static func takeDrawings(from ink: inout InkMap?, around text: [Rectangle], into page: inout PagePrimitives, hasShades: Bool) {
        guard var marks = ink else { return }
        page.rules = RuleFinder().rules(in: marks.forRules, around: text)
        for rule in page.rules { marks.erase(rule.box.insetBy(-0.5)) }
        page.drawings = DrawingFinder().drawings(in: marks, around: text, rules: page.rules)
        // Areas of a chart are no rows of a table.
        if hasShades { page.fills = ShadeFinder().shades(in: marks, besides: page.drawings) }
        ink = marks
    }

    private static func printed(_ line: RecognizedLine, box: Rectangle, in frame: ScanFrame, ink: InkMap?) -> PrintedLine? {
        let turns = (line.frame.quarter + 4 - frame.posture.quarterDegrees / 90) % 4
        guard turns != 0 else { return PrintedLine(line, frame: box, angleDegrees: 0, ink: ink) }
        let turn = QuarterTurn(angleDegrees: turns * 90, width: frame.width, height: frame.height)
        return PrintedLine(line, frame: turn.upright(box), angleDegrees: turns * 90, ink: nil)
    }

    private static func addBullets(to lines: inout [PrintedLine], _ ink: InkMap, around text: [Rectangle]) {
        let finder = BulletFinder(ink: ink, text: text)
        for index in lines.indices {
            guard let box = finder.bullet(before: lines[index]) else { continue }
            let bullet = RecognizedCharacter(scalar: "\u{2022}", extent: 0...0, confidence: lines[index].confidence)
            lines[index].words.insert(PrintedLine.Word(characters: [bullet], sides: [box.left, box.right]), at: 0)
        }
    }

    // MARK: Setting

    private static func set(_ lines: [PrintedLine], into page: inout PagePrimitives) {
        let print = PrintMeasures(lines)
        let rows = lines.sorted { ($0.frame.centerY, $0.frame.left) < ($1.frame.centerY, $1.frame.left) }
        for (order, line) in rows.enumerated() {
            set(line, in: print.style(of: line), order: Int32(clamping: order), into: &page)
        }
    }

    private static func number(of style: TextStyle, in page: inout PagePrimitives) -> UInt16 {
        if let known = page.styles.firstIndex(of: style) { return UInt16(known) }
        // As many styles as an index can name; real pages have a dozen.
        guard page.styles.count < Int(UInt16.max) else { return UInt16.max - 1 }
        page.styles.append(style)
        return UInt16(page.styles.count - 1)
    }

    private static func set(_ line: PrintedLine, in textStyle: TextStyle, order: Int32, into page: inout PagePrimitives) {
        let size = textStyle.size
        let style = number(of: textStyle, in: &page)
        var raisedStyle = textStyle
        raisedStyle.size = raisedSize * size
        let raised = line.words.contains { !$0.raised.isEmpty } ? number(of: raisedStyle, in: &page) : style
        let baseline = line.measuredBaseline ?? PrintMeasures.baseline(of: line, size: size)
        let turn = QuarterTurn(angleDegrees: line.angleDegrees, width: page.page.width, height: page.page.height)
        var glyphs: [Glyph] = []
        func append(_ scalar: UInt32, from left: Double, to right: Double, raise: Double = 0) {
            let foot = baseline - raise, size = raise > 0 ? raisedStyle.size : size
            let box = Rectangle(left: left, top: foot - ascent * size, right: right, bottom: foot + descent * size)
            let origin = turn.displayed(x: left, y: foot)
            glyphs.append(
                Glyph(
                    scalar: scalar, style: raise > 0 ? raised : style, box: turn.displayed(box), originX: origin.x, originY: origin.y,
                    order: order))
        }
        for (index, word) in line.words.enumerated() {
            if index > 0 { append(0x20, from: line.words[index - 1].sides.last ?? word.sides[0], to: word.sides[0]) }
            for (position, character) in word.characters.enumerated() {
                append(character.scalar.value, from: word.sides[position], to: word.sides[position + 1], raise: word.raise(position))
            }
        }
        page.glyphs += line.isRightToLeft ? glyphs.reversed() : glyphs
    }
}

/// What the engine said of one line, kept for the confidence of what is made of it.
struct RecognitionEvidence: Sendable {
    let box: Rectangle
    let confidence: Double
    /// Spaces not counted.
    let characterCount: Int

    init(_ line: RecognizedLine, box: Rectangle) {
        self.box = box
        confidence = min(1, max(0, line.confidence))
        characterCount = line.characters.count { !Scripts.isSpace($0.scalar.value) }
    }
}
