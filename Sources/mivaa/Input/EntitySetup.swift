import Backends
import Inference

/// The entity finder, where its model is installed.
enum EntitySetup {
    /// - Parameter threads: batches at the same time.
    static func recognizer(threads: Int) throws(CommandFailure) -> LocalEntityRecognizer {
        LocalEntityRecognizer(store: try InferenceLocation.store(), threads: threads) { () throws(RecognitionError) in
            try InferenceLocation.opening(InferenceLocation.runtime)
        }
    }
}
