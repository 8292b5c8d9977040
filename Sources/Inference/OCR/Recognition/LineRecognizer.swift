import Backends
import DocumentModel
import Glibc

/// Reads one line of text at a time.
///
/// One by one, as lines of one width are rare: batches padded to their longest line took 20 % more processor time than single lines.
final class LineRecognizer {
    /// The model sees a line in steps of this many pixels.
    private static let step = 8
    /// Narrower than any character; models fail on less.
    private static let narrowest = 16
    /// Longer lines are squeezed: 3,200 pixels are some 200 characters.
    private static let widest = 3200

    private let session: InferenceSession
    private let decoder: CTCDecoder

    init(session: InferenceSession, characters: CharacterSet) {
        self.session = session
        decoder = CTCDecoder(characters: characters)
    }

    /// The line in the frame, which runs along the text.
    func line(in picture: PixelGrid, frame: Quadrilateral, limit: RunLimit) throws(RecognitionError) -> RecognizedLine {
        let width = Self.width(of: frame)
        let input = Tensor(LineSampler.planes(picture, frame: frame, width: width), shape: [1, 3, LineSampler.height, width])
        guard let name = session.inputNames.first, let output = session.outputNames.first else { throw .failed("no recognition model") }
        let read = try session.run([name: input], outputs: [output], limit: limit) { [decoder] (results) throws(RecognitionError) in
            let shape = results[0].shape
            guard shape.count == 3, shape[2] == decoder.characters.classCount else {
                throw RecognitionError.failed("the recognition model has other characters than its list")
            }
            return decoder.line(try results[0].floats(), steps: shape[1])
        }
        return RecognizedLine(frame: frame, characters: read.characters, confidence: read.confidence)
    }

    private static func width(of frame: Quadrilateral) -> Int {
        let length = hypot(frame.topRight.x - frame.topLeft.x, frame.topRight.y - frame.topLeft.y)
        let height = hypot(frame.bottomLeft.x - frame.topLeft.x, frame.bottomLeft.y - frame.topLeft.y)
        let pixels = Double(LineSampler.height) * length / max(1, height)
        return min(widest, max(narrowest, Int((pixels / Double(step)).rounded(.up)) * step))
    }
}
