import Backends
import Foundation
import Inference

extension ServiceSettings {
    /// Bytes of a file with a key.
    private static let largestKeyFile = 1 << 16

    /// The language models that are set up; none when no service is.
    func languages() throws(CommandFailure) -> LanguageModels {
        guard let languageURL else { return LanguageModels() }
        let connection = LanguageConnection(
            concurrency: languageConcurrency, waiting: languageWaiting, silenceSeconds: Double(languageSilenceSeconds))
        let key = try languageSecret().map(Secret.init)
        var models: [any LanguageModel] = []
        for name in languageModels {
            var settings = RemoteLanguageModel.Settings(base: languageURL, model: name, key: key)
            settings.contextTokens = languageContextTokens
            settings.timeoutSeconds = Double(languageTimeoutSeconds)
            do throws(LanguageModelError) {
                models.append(try RemoteLanguageModel(settings, over: connection))
            } catch {
                throw CommandFailure("MIVAA_LLM_URL is no http or https URL.")
            }
        }
        return LanguageModels(models)
    }

    private func languageSecret() throws(CommandFailure) -> String? {
        guard let languageKeyFile else { return languageKey }
        guard let data = FileManager.default.contents(atPath: languageKeyFile), data.count <= Self.largestKeyFile else {
            throw CommandFailure("The key in \(languageKeyFile) (MIVAA_LLM_KEY_FILE) cannot be read.")
        }
        let key = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard !key.isEmpty else { throw CommandFailure("The file \(languageKeyFile) (MIVAA_LLM_KEY_FILE) has no key in it.") }
        return key
    }
}
