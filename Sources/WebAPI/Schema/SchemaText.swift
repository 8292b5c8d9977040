extension Schema {
    /// A value given as text, as in an address or a form field; arrays by repetition or commas. The text itself when it cannot be that.
    func tree(fromTexts texts: [String]) -> JSONTree {
        guard let last = texts.last else { return .null }
        switch kind {
        case .integer: return Int64(last).map(JSONTree.integer) ?? .string(last)
        case .number: return Double(last).map(JSONTree.number) ?? .string(last)
        case .boolean:
            switch last.lowercased() {
            case "true", "1", "yes", "on": return .boolean(true)
            case "false", "0", "no", "off": return .boolean(false)
            default: return .string(last)
            }
        case .array(let element):
            let parts = texts.count == 1 ? last.split(separator: ",").map { Schema.trimmed($0) } : texts
            return .array(parts.filter { !$0.isEmpty }.map { element.tree(fromTexts: [$0]) })
        case .object, .map, .any, .either: return JSONTree(parsing: last) ?? .string(last)
        case .string, .choice, .binary: return .string(last)
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
