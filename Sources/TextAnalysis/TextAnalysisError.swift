/// Why a part of an analysis cannot be made. Texts are for people.
package enum TextAnalysisError: Error, Hashable, Sendable {
    /// The method is made for other languages.
    case unsupportedLanguage(method: String, language: String?, supported: [String])
    /// There is less than the method needs to say anything.
    case tooLittleText(method: String, words: Int, needed: Int)
    /// A word list is not what it should be.
    case unusableLexicon(String)
}

extension TextAnalysisError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unsupportedLanguage(let method, let language, let supported):
            "\(method) cannot be told of text in \(language.map { "\"\($0)\"" } ?? "an unknown language"); "
                + "it can be of \(supported.joined(separator: ", "))"
        case .tooLittleText(let method, let words, let needed):
            "\(method) needs at least \(needed) words of running text; there are \(words)"
        case .unusableLexicon(let reason): "the word list cannot be used: \(reason)"
        }
    }
}
