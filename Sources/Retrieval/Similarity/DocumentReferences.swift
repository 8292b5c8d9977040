import Foundation
package import DocumentModel

/// Finds where one document names another: by its title, its file's name, an identifier in its title, or its address.
package struct DocumentReferences: Sendable {
    /// Words and letters that a title must have: "Report" and "Annex A" are said of anything.
    private static let fewestTitleWords = 3
    private static let fewestTitleLetters = 14
    private static let fewestIdentifierLetters = 5

    /// What a document may be called by others, folded.
    package static func names(of document: DocumentRecord) -> [String] {
        var names: [String] = []
        let title = folded(document.title)
        if title.split(separator: " ").count >= fewestTitleWords, title.utf8.count >= fewestTitleLetters { names.append(title) }
        let file = document.filename.split(separator: "/").last.map(String.init) ?? ""
        let stem = file.lowercased().hasSuffix(".pdf") ? String(file.dropLast(4)) : file
        let words = folded(stem)
        let hasDigit = stem.contains(where: \.isNumber)
        if words.split(separator: " ").count >= fewestTitleWords && words.utf8.count >= fewestTitleLetters
            || hasDigit && stem.contains(where: \.isLetter) && words.utf8.count >= fewestIdentifierLetters + 2
        {
            names.append(words)
        }
        names += identifiers(in: document.title).map(folded)
        if let address = document.sourceURL { names.append(folded(address)) }
        var seen: Set<String> = []
        return names.filter { !$0.isEmpty && seen.insert($0).inserted }
    }

    /// Numbers of standards, reports and papers in a title: "EN 14342", "RFC-2616", "10.1000/182": letters and digits together.
    private static func identifiers(in title: String) -> [String] {
        let words = title.split { $0.isWhitespace || ",;()[]".contains($0) }.map(String.init)
        var found: [String] = []
        for (index, word) in words.enumerated() where word.contains(where: \.isNumber) {
            let bare = word.filter { $0.isLetter || $0.isNumber }
            if bare.contains(where: \.isLetter) || word.contains("/") {
                if bare.count >= fewestIdentifierLetters { found.append(word) }
            } else if index > 0, words[index - 1].count >= 2, words[index - 1].allSatisfy({ $0.isUppercase || $0 == "/" || $0 == "-" }),
                bare.count >= 3
            {
                found.append("\(words[index - 1]) \(word)")
            }
        }
        return found
    }

    /// Letters and digits in lower case without accents, words with one space between them.
    package static func folded(_ text: String) -> String {
        text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
            .split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
    }

    private let text: String

    /// - Parameter parts: text of the document that may name others.
    package init(_ parts: [String]) {
        text = " " + Self.folded(parts.joined(separator: " ")) + " "
    }

    /// Whether the text has one of the names, as whole words.
    package func mentions(_ names: [String]) -> Bool { names.contains { text.contains(" \($0) ") } }

    /// How often the text has the names.
    package func count(_ names: [String]) -> Int {
        names.map { text.ranges(of: " \($0) ").count }.max() ?? 0
    }
}
