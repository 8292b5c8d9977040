import Backends
import Inference

/// The entity finder, where its model is installed.
enum EntitySetup {
    /// - Parameter threads: batches at the same time.
    static func recognizer(threads: Int) throws(CommandFailure) -> LocalEntityRecognizer {
        LocalEntityRecognizer(store: try InferenceLocation.store(), threads: threads) { () throws(RecognitionError) in
            do {
                return try InferenceLocation.runtime()
            } catch let error as RecognitionError {
                throw error
            } catch let failure as CommandFailure {
                throw .missing(what: "the library that runs models (\(failure.message))", install: "scripts/setup")
            } catch {
                throw .failed("\(error)")
            }
        }
    }
}
