package import Backends
import Foundation

/// Makes one name of the many writings of an entity.
package enum EntityKey {
    /// Ends of the names of companies, which some writings leave out.
    private static let companyForms: Set<String> = [
        "inc", "incorporated", "corp", "corporation", "co", "company", "ltd", "limited", "llc", "llp", "lp", "plc", "pty", "gmbh", "mbh", "ag", "kg",
        "kgaa", "se", "ohg", "ug", "ev", "sa", "sas", "sarl", "srl", "spa", "bv", "nv", "ab", "as", "asa", "aps", "oy", "oyj", "kk", "ae", "epe",
        "αε",
        "επε", "ооо", "оао", "ao", "sro", "zrt", "kft", "sl", "sau",
    ]
    /// Before names of people.
    private static let titles: Set<String> = [
        "mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "rev", "hon", "herr", "frau", "monsieur", "madame",
        "mme", "señor", "señora", "sr", "sra", "president", "senator", "judge", "captain", "general",
    ]
    private static let generations: Set<String> = ["jr", "sr", "ii", "iii", "iv"]

    /// Equal for writings of the same thing; never empty for a text with a letter or digit.
    package static func of(_ kind: Entity.Kind, _ text: String) -> String {
        switch kind {
        case .person: person(text)
        case .organization: organization(text)
        case .location, .product: without(article: words(text)).joined(separator: " ")
        case .email: text.lowercased()
        case .url: address(text)
        case .phone: text.filter { $0.isNumber || $0 == "+" }
        case .date, .money, .quantity, .standard: text.lowercased().filter { !$0.isWhitespace }
        }
    }

    private static func person(_ text: String) -> String {
        var parts = words(text)
        while parts.count > 1, titles.contains(parts[0]) { parts.removeFirst() }
        while parts.count > 1, let last = parts.last, generations.contains(last) { parts.removeLast() }
        return parts.joined(separator: " ")
    }

    private static func organization(_ text: String) -> String {
        var parts = without(article: words(text))
        while parts.count > 1, let last = parts.last, companyForms.contains(last) || last == "&" || last == "and" { parts.removeLast() }
        return parts.joined(separator: " ")
    }

    private static func address(_ text: String) -> String {
        var address = Substring(text.lowercased())
        for start in ["https://", "http://", "www."] where address.hasPrefix(start) { address = address.dropFirst(start.count) }
        while address.hasSuffix("/") { address = address.dropLast() }
        return String(address)
    }

    private static func without(article parts: [String]) -> [String] {
        parts.count > 1 && parts[0] == "the" ? Array(parts.dropFirst()) : parts
    }

    /// Lower case, without accents, points and the ending of the genitive: "S.p.A." becomes "spa", "Bank's" "bank".
    static func words(_ text: String) -> [String] {
        let folded = text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
            .replacing("\u{2019}", with: "'")
        let words = folded.split { $0.isWhitespace || $0 == "," || $0 == "/" }.map { word -> String in
            let bare = word.hasSuffix("'s") ? word.dropLast(2) : word
            return bare.filter { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "&" || $0 == "'" }
        }.filter { !$0.isEmpty }
        return words.isEmpty ? [folded] : words
    }
}
