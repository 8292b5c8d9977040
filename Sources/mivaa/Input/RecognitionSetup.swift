import Backends
import Inference
import Ingestion

/// The recognizer that a command works with, or why there is none.
struct RecognitionSetup: Sendable {
    let recognizer: Recognizer?
    /// What the recognizer reads with, for pictures that are no pages; `nil` when there is none.
    let engine: (any OCREngine)?
    /// Why there is no engine, when a model or library is missing; `nil` when there is one, or none was wanted.
    let problem: RecognitionError?
    /// What to do when pages turn out to need recognition and there is none; `nil` when it was not wanted.
    let hint: String?

    static let none = RecognitionSetup(engine: nil, pagesInFlight: 0, hint: nil)

    private init(engine: (any OCREngine)?, pagesInFlight: Int, hint: String?, problem: RecognitionError? = nil) {
        self.engine = engine
        self.problem = problem
        recognizer = engine.map { Recognizer(engine: $0, pagesInFlight: pagesInFlight) }
        self.hint = hint
    }

    /// - Parameter jobs: pages recognised at a time, at most.
    /// - Throws: when recognition was asked for and cannot be had.
    init(_ options: RecognitionOptions, jobs: Int) throws(CommandFailure) {
        guard options.ocr != .never else {
            self = .none
            return
        }
        var limits = OCRLimits()
        limits.workers = min(max(1, jobs), Self.mostWorkers)
        do {
            // One page more than are being read: its picture is drawn meanwhile.
            let engine = try Self.engine(options.ocrModel, limits)
            self.init(engine: engine, pagesInFlight: limits.workers + 1, hint: nil)
        } catch let error as RecognitionError {
            if options.ocr == .always { throw CommandFailure("Text cannot be recognised: \(error).") }
            self.init(engine: nil, pagesInFlight: 0, hint: "\(error)")
        } catch let failure as CommandFailure {
            // A wrong setting is told when a page needs recognition: documents without scans have no use for it.
            if options.ocr == .always { throw failure }
            self.init(engine: nil, pagesInFlight: 0, hint: failure.message)
        } catch {
            throw CommandFailure("\(error)")
        }
    }

    /// What a service recognises with: models where they are installed, else the hint what to install.
    static func service(workers: Int, model: RecognitionModel = .small) -> RecognitionSetup {
        var limits = OCRLimits()
        limits.workers = min(max(1, workers), mostWorkers)
        do {
            let engine = try engine(model, limits)
            return RecognitionSetup(engine: engine, pagesInFlight: limits.workers + 1, hint: nil)
        } catch {
            return RecognitionSetup(engine: nil, pagesInFlight: 0, hint: "\(error)", problem: error as? RecognitionError)
        }
    }

    /// Pages read at the same time, whatever the number of cores: each takes up to 600 MB.
    private static let mostWorkers = 4

    private static func engine(_ model: RecognitionModel, _ limits: OCRLimits) throws -> any OCREngine {
        let runtime = try InferenceLocation.runtime()
        return try OCREngines.make(model == .fast ? .fast : .standard, store: try InferenceLocation.store(), runtime: runtime, limits: limits)
    }
}
