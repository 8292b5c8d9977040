import Backends

/// Codes of products: what follows "SKU", "Art. No." and the like, and words of capitals and digits such as "KR-2041-A".
struct ProductRule: EntityRule {
    private static let labels: [StaticString] = [
        "sku", "p/n", "part no", "part number", "item no", "item number", "art. no", "art.-nr", "art.nr", "artikelnummer", "article no",
        "article number",
        "model no", "model number", "model", "product code", "ref. no", "ref", "cat. no", "catalog no", "order no", "code", "κωδικός",
    ]
    private static let length = 3...32

    func match(in text: RuleText, at position: Int) -> RuleMatch? {
        labelled(in: text, at: position) ?? bare(in: text, at: position)
    }

    /// The code behind a label; the label is not part of it.
    private func labelled(in text: RuleText, at position: Int) -> RuleMatch? {
        guard let label = text.afterWord(of: Self.labels, at: position) else { return nil }
        var start = label
        // ".: #" in some order.
        while start - label < 4, [UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "#"), 0x20].contains(text[start]) { start += 1 }
        guard start > label, let code = code(in: text, at: start), code.digits >= 1, code.lowercase == 0 else { return nil }
        guard code.letters + code.signs > 0 || code.digits >= 4 else { return nil }
        return RuleMatch(kind: .product, range: start..<code.end, confidence: 0.93)
    }

    /// Three digits at least: "COVID-19", "H2O" and "MP3" are no products.
    private func bare(in text: RuleText, at position: Int) -> RuleMatch? {
        guard text.isUppercase(position), let code = code(in: text, at: position) else { return nil }
        guard code.letters >= 1, code.digits >= 3, code.lowercase == 0, code.end - position >= 5 else { return nil }
        return RuleMatch(kind: .product, range: position..<code.end, confidence: code.signs > 0 && code.letters > 1 ? 0.7 : 0.55)
    }

    private struct Code {
        var end: Int
        var letters = 0, digits = 0, lowercase = 0, signs = 0
    }

    private func code(in text: RuleText, at start: Int) -> Code? {
        var code = Code(end: start)
        var position = start
        while position - start <= Self.length.upperBound {
            if text.isDigit(position) {
                code.digits += 1
            } else if text.isUppercase(position) {
                code.letters += 1
            } else if text.isLetter(position) {
                code.lowercase += 1
            } else if [UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "_")].contains(text[position]),
                text.isLetter(position + 1) || text.isDigit(position + 1)
            {
                code.signs += 1
            } else {
                break
            }
            position += 1
        }
        code.end = position
        return Self.length.contains(position - start) && text.isEnd(position) ? code : nil
    }
}
