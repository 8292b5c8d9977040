package import Backends
import Foundation

/// The materials that pictures are sorted into: broad categories and their finishes, each with words that describe it. A JSON file
/// that users edit (`share/materials.json`).
package struct MaterialTaxonomy: Hashable, Sendable, Decodable {
    package struct Finish: Hashable, Sendable, Decodable {
        package var name: String
        /// What it is called in a sentence: "oak wood grain".
        package var prompts: [String]
    }

    package struct Category: Hashable, Sendable, Decodable {
        package var name: String
        package var prompts: [String]
        package var finishes: [Finish]
    }

    /// Sentences with "{}" where the words go. Several of them together tell better than each alone (Radford et al. 2021).
    package var templates: [String]
    package var categories: [Category]

    /// Bytes of the file: thousands of finishes fit.
    private static let sizeLimitBytes = 4 << 20
    /// Sentences in all: each is read by the model once at start, some 20 ms each.
    private static let sentenceLimit = 5000

    /// - Throws: `.unusableInput` with what is wrong with the file.
    package init(path: String) throws(RecognitionError) {
        guard let data = FileManager.default.contents(atPath: path), data.count <= Self.sizeLimitBytes else {
            throw .unusableInput("the materials in \(path) cannot be read")
        }
        do {
            self = try JSONDecoder().decode(MaterialTaxonomy.self, from: data)
        } catch {
            throw .unusableInput("\(path) is no list of materials: \(error)")
        }
        try check(path)
    }

    private func check(_ path: String) throws(RecognitionError) {
        guard !templates.isEmpty, templates.allSatisfy({ $0.contains("{}") }) else {
            throw .unusableInput("\(path): every template needs {} where the material goes")
        }
        let prompts = categories.map(\.prompts) + categories.flatMap { $0.finishes.map(\.prompts) }
        guard !categories.isEmpty, prompts.allSatisfy({ !$0.isEmpty }) else {
            throw .unusableInput("\(path): every category and finish needs a prompt")
        }
        let sentences = prompts.reduce(0) { $0 + $1.count } * templates.count
        guard sentences <= Self.sentenceLimit else {
            throw .unusableInput("\(path) makes \(sentences) sentences; the limit is \(Self.sentenceLimit)")
        }
    }

    /// The sentences for some prompts.
    func sentences(_ prompts: [String]) -> [String] {
        templates.flatMap { template in prompts.map { template.replacing("{}", with: $0) } }
    }
}
