package import Backends
import Dispatch
import DocumentModel
import LayoutAnalysis
import PDFReading

/// Reads pages that are pictures, for any number of documents at a time.
package struct Recognizer: Sendable {
    let engine: any OCREngine
    let gate: RecognitionGate
    /// Pages that one document may have under way: no more than can be in.
    let pagesInFlight: Int
    /// Layout of recognised pages takes tens of milliseconds: too long for Swift's cooperative threads. The gate bounds its threads.
    private let queue = DispatchQueue(label: "recognised pages", attributes: .concurrent)

    /// - Parameter pagesInFlight: pictures of pages that may be in memory at a time, 40 MB each.
    package init(engine: any OCREngine, pagesInFlight: Int) {
        self.engine = engine
        self.pagesInFlight = max(1, pagesInFlight)
        gate = RecognitionGate(places: self.pagesInFlight)
    }

    /// The layout with the page's text recognised as needed.
    /// - Parameter picture: of the whole page.
    func read(
        _ layout: PageLayout, need: RecognitionNeed, in picture: PagePicture, options: OCROptions
    ) async throws(RecognitionError) -> PageLayout {
        switch need {
        case .nothing: return layout
        case .page: return try await page(layout, in: picture, options, isLayer: false)
        case .layer: return try await page(layout, in: picture, options, isLayer: true)
        case .pictures(let boxes): return try await pictures(boxes, of: layout, in: picture, options)
        }
    }

    // MARK: Whole pages

    private func page(
        _ layout: PageLayout, in picture: PagePicture, _ options: OCROptions, isLayer: Bool
    ) async throws(RecognitionError) -> PageLayout {
        let text = try await engine.recognize(picture.bitmap, options: options)
        var recognition = PageRecognition(
            engine: engine.name, extent: .page, confidence: text.confidence, characterCount: text.characterCount,
            fileCondition: layout.condition)
        if isLayer {
            let comparison = LayerComparison(layer: layout, recognized: text)
            recognition.layerAgreement = comparison.agreement
            if comparison.keepsLayer {
                var kept = layout
                kept.recognition = recognition
                return kept
            }
        }
        return await offCooperativeThreads { [recognition] in Self.recognized(layout, text, picture, recognition) }
    }

    /// What the file has beside text stays.
    private static func recognized(
        _ layout: PageLayout, _ text: RecognizedText, _ picture: PagePicture, _ recognition: PageRecognition
    ) -> PageLayout {
        var page = layout
        page.condition = .recognized
        page.recognition = recognition
        page.unreadPictures = []
        guard text.characterCount > 0 else { return page }
        let read = PageAnalyzer.layout(of: text, on: layout.page, dpi: picture.dpi, ink: InkMap(picture.bitmap, dpi: picture.dpi))
        page.blocks = read.blocks
        page.fonts = read.fonts
        page.skewDegrees = read.skewDegrees
        page.glyphCount = read.glyphCount
        page.unmappedGlyphCount = 0
        return page
    }

    // MARK: Pictures on pages

    private func pictures(
        _ boxes: [Rectangle], of layout: PageLayout, in picture: PagePicture, _ options: OCROptions
    ) async throws(RecognitionError) -> PageLayout {
        var texts: [(box: Rectangle, text: RecognizedText)] = []
        for box in boxes {
            guard let part = picture.bitmap.cropped(to: box, dpi: picture.dpi) else { continue }
            let text = try await engine.recognize(part, options: options)
            texts.append((box, text.moved(by: picture.corner(of: box))))
        }
        return await offCooperativeThreads { [texts] in Self.taking(texts, into: layout, picture, engine: engine.name) }
    }

    private static func taking(
        _ texts: [(box: Rectangle, text: RecognizedText)], into layout: PageLayout, _ picture: PagePicture, engine: String
    ) -> PageLayout {
        var page = layout
        var characters = 0, confidence = 0.0
        let ink = InkMap(picture.bitmap, dpi: picture.dpi, isOfPictures: true)
        for (box, text) in texts where !text.lines.isEmpty {
            let taken = page.take(text, in: box, dpi: picture.dpi, ink: ink)
            characters += taken.characters
            confidence += taken.confidence * Double(taken.characters)
        }
        page.unreadPictures = []
        guard characters > 0 else { return page }
        page.recognition = PageRecognition(
            engine: engine, extent: .pictures, confidence: confidence / Double(characters), characterCount: characters,
            fileCondition: layout.condition)
        return page
    }

    private func offCooperativeThreads<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: work()) }
        }
    }
}

/// A picture of a whole page.
struct PagePicture: Sendable {
    let bitmap: Bitmap
    let dpi: Double

    /// Engines are trained on letters some 30 pixels high: ordinary print at this resolution. More costs time and finds nothing.
    private static let dpi = 200.0
    /// Pixels of the largest picture: posters and plans get a lower resolution.
    private static let mostPixels = 24_000_000.0

    /// The resolution for a page of that size.
    static func dpi(for page: PageSummary) -> Double {
        let squareInches = max(1e-6, page.width * page.height / (72 * 72))
        return min(dpi, (mostPixels / squareInches).squareRoot())
    }

    /// The pixel where a cropped part begins.
    func corner(of box: Rectangle) -> Point {
        Point(x: max(0, (box.left * dpi / 72).rounded(.down)), y: max(0, (box.top * dpi / 72).rounded(.down)))
    }
}

extension RecognizedText {
    /// From pixels of a part to pixels of the whole.
    fileprivate func moved(by corner: Point) -> RecognizedText {
        var moved = self
        func shifted(_ point: Point) -> Point { Point(x: point.x + corner.x, y: point.y + corner.y) }
        for index in moved.lines.indices {
            let frame = moved.lines[index].frame
            moved.lines[index].frame = Quadrilateral(
                topLeft: shifted(frame.topLeft), topRight: shifted(frame.topRight), bottomRight: shifted(frame.bottomRight),
                bottomLeft: shifted(frame.bottomLeft))
        }
        return moved
    }
}
