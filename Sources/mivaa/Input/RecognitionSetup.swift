import Backends
import Ingestion

/// The recognizer that a command works with, or why there is none.
struct RecognitionSetup: Sendable {
    let recognizer: Recognizer?
    /// What to do when pages turn out to need recognition and there is none; `nil` when it was not wanted.
    let hint: String?

    static let none = RecognitionSetup(recognizer: nil, hint: nil)

    private init(recognizer: Recognizer?, hint: String?) {
        self.recognizer = recognizer
        self.hint = hint
    }

    /// - Parameter jobs: pages recognised at a time, at most.
    /// - Throws: when recognition was asked for and cannot be had.
    init(_ options: RecognitionOptions, jobs: Int) throws(CommandFailure) {
        guard options.ocr != .never else {
            (recognizer, hint) = (nil, nil)
            return
        }
        do throws(RecognitionError) {
            recognizer = Recognizer(engine: try Self.engine(options.ocrModel), pagesInFlight: jobs)
            hint = nil
        } catch {
            if options.ocr == .always { throw CommandFailure("Text cannot be recognised: \(error).") }
            (recognizer, hint) = (nil, "\(error)")
        }
    }

    private static func engine(_ model: RecognitionModel) throws(RecognitionError) -> any OCREngine {
        throw .missing(what: "the recognition model \(model.rawValue)", install: "mivaa models install ocr-\(model.rawValue)")
    }
}
