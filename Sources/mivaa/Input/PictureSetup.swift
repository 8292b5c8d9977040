import Backends
import Inference

/// The models that look at pictures, where they are installed.
enum PictureSetup {
    /// Pictures that a service looks at at the same time, whatever the number of cores: each takes the size of its model.
    static let mostEngines = 4

    /// - Parameter engines: pictures at the same time.
    static func models(engines: Int) throws(CommandFailure) -> PictureModels {
        let places = PictureModels.Places(
            store: try InferenceLocation.store(), clipFolder: InstalledFiles.setting("MIVAA_CLIP"), materials: InferenceLocation.materials(),
            engines: engines)
        return PictureModels(places) { () throws(RecognitionError) in
            try InferenceLocation.opening(InferenceLocation.runtime)
        }
    }

    /// What a service says of pictures.
    static func analyst(_ recognition: RecognitionSetup, engines: Int) throws(CommandFailure) -> LocalPictureAnalyst {
        let isOff = RecognitionError.missing(what: "text recognition (switched off by MIVAA_OCR)", install: "the service with MIVAA_OCR=true")
        let reader: LocalPictureAnalyst.PictureReader =
            recognition.engine.map { .engine($0) } ?? .missing(recognition.problem ?? recognition.hint.map { .failed($0) } ?? isOff)
        return LocalPictureAnalyst(reader: reader, models: try models(engines: engines))
    }
}
