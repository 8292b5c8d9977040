import Backends
import Foundation
import Inference
import TextAnalysis

/// The word list of sentiment, where it is installed.
enum LexiconFile {
    /// Read anew at each call: that takes some hundredths of a second, and the list may be installed while the service runs.
    @Sendable static func read() throws(RecognitionError) -> SentimentLexicon {
        let store: ModelStore
        do throws(CommandFailure) {
            store = try InferenceLocation.store()
        } catch {
            throw .missing(what: "the folder of models", install: "scripts/setup")
        }
        let path = try store.path(ModelCatalogue.vaderLexiconFile, of: ModelCatalogue.vaderLexicon)
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .missing(what: "the word list \(path)", install: ModelCatalogue.vaderLexicon.installCommand)
        }
        do throws(TextAnalysisError) {
            return try SentimentLexicon(String(decoding: data, as: UTF8.self))
        } catch {
            throw .failed("\(error)")
        }
    }
}
