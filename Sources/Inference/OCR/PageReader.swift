import Backends
import DocumentModel
import Foundation
import Glibc

/// The networks that one thread needs to read pictures, and the order in which they are asked.
final class PageReader {
    struct Files: Hashable, Sendable {
        var detection: String
        var recognition: String
        /// List of characters; `nil` when the recognition model carries its own.
        var characters: String?
        var orientation: String
    }

    /// Lines that the network is less sure of are not text: rules, ornaments, specks.
    private static let leastConfidence = 0.5
    /// The orientation has to be this much likelier than upright before a page is turned.
    private static let turningConfidence: Float = 0.9
    /// A line this many times as high as it is wide runs downwards or upwards.
    private static let tallRatio = 1.5

    private let detector: TextDetector
    private let recognizer: LineRecognizer
    private let orientation: OrientationFinder
    private let tesseract: TesseractLibrary?
    /// Made when the first page in such a script comes; one at a time, as each takes some tens of megabytes.
    private var lastReader: (data: String, reader: TesseractReader)?

    /// - Parameter tesseract: reads scripts that the networks lack; `nil` when it is not installed.
    init(files: Files, runtime: OnnxRuntime, tesseract: TesseractLibrary?) throws(RecognitionError) {
        self.tesseract = tesseract
        detector = TextDetector(session: try InferenceSession(runtime: runtime, modelPath: files.detection))
        let recognition = try InferenceSession(runtime: runtime, modelPath: files.recognition)
        guard let list = files.characters.map({ try? String(contentsOfFile: $0, encoding: .utf8) }) ?? recognition.metadata("character")
        else { throw .failed("\(files.recognition) has no list of characters") }
        recognizer = LineRecognizer(session: recognition, characters: CharacterSet(list: list))
        orientation = OrientationFinder(session: try InferenceSession(runtime: runtime, modelPath: files.orientation))
    }

    func text(in bitmap: Bitmap, options: OCROptions, limit: RunLimit) throws(RecognitionError) -> RecognizedText {
        let picture = PixelGrid(bitmap)
        let turns = options.detectsOrientation ? try quarterTurns(of: picture, limit) : 0
        let upright = picture.turned(quarterTurns: turns)
        let lines = try lines(in: upright, languages: options.languages, limit)
        return RecognizedText(lines: lines.map { $0.turnedBack(quarterTurns: turns, from: upright) }, orientationDegrees: 90 * turns)
    }

    /// The lines of an upright page, by the reader that knows its script.
    private func lines(in picture: PixelGrid, languages: [String], _ limit: RunLimit) throws(RecognitionError) -> [RecognizedLine] {
        if let data = ScriptHint.tesseractData(for: languages) {
            guard let reader = try scriptReader(data) else {
                throw .missing(what: "Tesseract's \(data), which reads this language,", install: TesseractLibrary.installCommand(for: data))
            }
            return try reader.lines(in: picture, limit: limit)
        }
        let reading = try networkReading(of: picture, limit)
        // Nothing was said of the language: a page that turns out to be in letters that the networks lack is read again.
        if languages.isEmpty, let reader = try readerOfMissingScript(reading, in: picture, limit) {
            return try reader.lines(in: picture, limit: limit)
        }
        return reading.lines
    }

    private func readerOfMissingScript(
        _ reading: NetworkReading, in picture: PixelGrid, _ limit: RunLimit
    ) throws(RecognitionError) -> TesseractReader? {
        if ScriptHint.looksGreek(reading.lines) { return try scriptReader(ScriptHint.greekData) }
        guard reading.isMostlyUnread, let tesseract, let sample = SampleSheet(of: reading.unread, in: picture)?.picture else { return nil }
        var best: (data: String, confidence: Double)?
        for data in ScriptHint.candidates(in: tesseract.languages, first: lastReader?.data) {
            guard let reader = try scriptReader(data) else { continue }
            let confidence = ScriptHint.confidence(of: data, in: try reader.lines(in: sample, limit: limit))
            if let confidence, confidence > best?.confidence ?? 0 { best = (data, confidence) }
        }
        return try best.flatMap { (found) throws(RecognitionError) in try scriptReader(found.data) }
    }

    /// Reader with Tesseract's data of that name; `nil` when that or Tesseract is not installed.
    private func scriptReader(_ data: String) throws(RecognitionError) -> TesseractReader? {
        if let ready = lastReader, ready.data == data { return ready.reader }
        guard let tesseract, tesseract.has(data) else { return nil }
        // With English where it is there, for the Latin words of such pages.
        let languages = tesseract.has("eng") ? "\(data)+eng" : data
        let reader = try TesseractReader(library: tesseract, languages: languages)
        lastReader = (data, reader)
        return reader
    }

    private func networkReading(of picture: PixelGrid, _ limit: RunLimit) throws(RecognitionError) -> NetworkReading {
        let size = DetectionSize(of: picture, side: DetectionSize.usualSide)
        var reading = NetworkReading()
        for region in try detector.regions(in: picture, size: size, limit: limit) {
            let line = try line(of: region, in: picture, limit)
            let isText = line.confidence >= Self.leastConfidence && line.characters.contains { $0.scalar != " " }
            reading.add(isText ? line : nil, of: region)
        }
        return reading
    }

    private func quarterTurns(of picture: PixelGrid, _ limit: RunLimit) throws(RecognitionError) -> Int {
        let scores = try orientation.quarterTurns(of: picture, limit: limit)
        guard let turns = scores.indices.max(by: { scores[$0] < scores[$1] }), scores[turns] >= Self.turningConfidence else { return 0 }
        return turns
    }

    private func line(of region: TextRegion, in picture: PixelGrid, _ limit: RunLimit) throws(RecognitionError) -> RecognizedLine {
        let frame = region.frame
        guard region.height >= Self.tallRatio * region.width else {
            return try recognizer.line(in: picture, frame: frame, limit: limit)
        }
        let downwards = try recognizer.line(in: picture, frame: frame.readDownwards, limit: limit)
        let upwards = try recognizer.line(in: picture, frame: frame.readUpwards, limit: limit)
        return downwards.confidence >= upwards.confidence ? downwards : upwards
    }
}

extension Quadrilateral {
    /// The same corners for text that runs from the top to the bottom.
    fileprivate var readDownwards: Quadrilateral {
        Quadrilateral(topLeft: topRight, topRight: bottomRight, bottomRight: bottomLeft, bottomLeft: topLeft)
    }

    /// The same corners for text that runs from the bottom to the top.
    fileprivate var readUpwards: Quadrilateral {
        Quadrilateral(topLeft: bottomLeft, topRight: topLeft, bottomRight: topRight, bottomLeft: bottomRight)
    }
}

extension RecognizedLine {
    /// In the picture before it was turned clockwise by so many quarter turns into `turned`.
    fileprivate func turnedBack(quarterTurns: Int, from turned: PixelGrid) -> RecognizedLine {
        let (width, height) = (Double(turned.width), Double(turned.height))
        func back(_ point: Point) -> Point {
            switch quarterTurns {
            case 1: Point(x: point.y, y: width - point.x)
            case 2: Point(x: width - point.x, y: height - point.y)
            case 3: Point(x: height - point.y, y: point.x)
            default: point
            }
        }
        var line = self
        line.frame = Quadrilateral(
            topLeft: back(frame.topLeft), topRight: back(frame.topRight), bottomRight: back(frame.bottomRight),
            bottomLeft: back(frame.bottomLeft))
        return line
    }
}
