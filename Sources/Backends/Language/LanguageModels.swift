/// The language models that are set up, by name.
package struct LanguageModels: Sendable {
    /// In the order of the settings; the first is used when nobody asks for another.
    package let all: [any LanguageModel]

    package init(_ all: [any LanguageModel] = []) {
        self.all = all
    }

    package var names: [String] { all.map(\.name) }

    /// The one of that name, or the first; `nil` when none is set up and none was asked for.
    ///
    /// - Throws: `.notConfigured` when there is none of that name.
    package func model(named name: String?) throws(LanguageModelError) -> (any LanguageModel)? {
        guard let name else { return all.first }
        if let model = all.first(where: { $0.name == name }) { return model }
        guard !all.isEmpty else {
            throw .notConfigured("No language model is set up; set MIVAA_LLM_URL and MIVAA_LLM_MODELS.")
        }
        throw .notConfigured("There is no language model \"\(name)\"; there are \(names.joined(separator: ", ")).")
    }
}
