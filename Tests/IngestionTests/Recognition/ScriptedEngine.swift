import Backends
import DocumentModel
import Synchronization

/// Says the same about every picture, and remembers what it was asked.
final class ScriptedEngine: OCREngine {
    struct Calls {
        var count = 0
        var running = 0
        var mostRunning = 0
        var widths: [Int] = []
    }

    let name = "scripted"
    private let result: Result<RecognizedText, RecognitionError>
    private let state = Mutex(Calls())

    init(_ result: Result<RecognizedText, RecognitionError>) {
        self.result = result
    }

    /// Says these lines, from the top of the picture, in letters 30 pixels high.
    convenience init(lines: [String], confidence: Double = 0.9) {
        self.init(.success(RecognizedText(lines: lines.enumerated().map { Self.line($1, row: $0, confidence: confidence) })))
    }

    var calls: Calls { state.withLock { $0 } }

    func recognize(_ picture: Bitmap, options: OCROptions) async throws(RecognitionError) -> RecognizedText {
        state.withLock {
            $0.count += 1
            $0.running += 1
            $0.mostRunning = max($0.mostRunning, $0.running)
            $0.widths.append(picture.width)
        }
        // Gives others the chance to overlap.
        for _ in 0..<20 { await Task.yield() }
        state.withLock { $0.running -= 1 }
        return try result.get()
    }

    private static func line(_ text: String, row: Int, confidence: Double) -> RecognizedLine {
        let scalars = Array(text.unicodeScalars)
        let (left, top) = (100.0, 100.0 + 40 * Double(row))
        let (right, bottom) = (left + 16 * Double(scalars.count), top + 36)
        let frame = Quadrilateral(
            topLeft: Point(x: left, y: top), topRight: Point(x: right, y: top), bottomRight: Point(x: right, y: bottom),
            bottomLeft: Point(x: left, y: bottom))
        let characters = scalars.enumerated().map { index, scalar in
            RecognizedCharacter(
                scalar: scalar, extent: Double(index) / Double(scalars.count)...Double(index + 1) / Double(scalars.count),
                confidence: confidence)
        }
        return RecognizedLine(frame: frame, characters: characters, confidence: confidence)
    }
}
