import Backends
import Inference
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
        var limits = OCRLimits()
        limits.workers = min(max(1, jobs), Self.mostWorkers)
        do {
            // One page more than are being read: its picture is drawn meanwhile.
            recognizer = Recognizer(engine: try Self.engine(options.ocrModel, limits), pagesInFlight: limits.workers + 1)
            hint = nil
        } catch let error as RecognitionError {
            if options.ocr == .always { throw CommandFailure("Text cannot be recognised: \(error).") }
            (recognizer, hint) = (nil, "\(error)")
        } catch let failure as CommandFailure {
            // A wrong setting is told when a page needs recognition: documents without scans have no use for it.
            if options.ocr == .always { throw failure }
            (recognizer, hint) = (nil, failure.message)
        } catch {
            throw CommandFailure("\(error)")
        }
    }

    /// Pages read at the same time, whatever the number of cores: each takes up to 600 MB.
    private static let mostWorkers = 4

    private static func engine(_ model: RecognitionModel, _ limits: OCRLimits) throws -> any OCREngine {
        let runtime = try InferenceLocation.runtime()
        return try OCREngines.make(model == .fast ? .fast : .standard, store: try InferenceLocation.store(), runtime: runtime, limits: limits)
    }
}
