extension AuditEntry {
    /// The entry without its hashes as JSON: members sorted, no spaces, nothing escaped that need not be. The same entry is the same text
    /// in every version and in other languages (Python: `json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False)`).
    package var canonicalJSON: String { Self.canonicalJSON(sequence: sequence, event: event) }

    /// One line of an export: the canonical form and, behind it, both hashes.
    package var exportLine: String {
        canonicalJSON.dropLast() + ",\"previous_hash\":\"\(previousHash)\",\"hash\":\"\(hash)\"}"
    }

    package static func canonicalJSON(sequence: Int64, event: AuditEvent) -> String {
        let members = [
            ("action", quoted(event.action.rawValue)), ("actor", quoted(event.actor.rawValue)), ("address", quoted(event.address)),
            ("at", String(event.at.milliseconds)), ("details", detailsJSON(event.details)), ("outcome", quoted(event.outcome.rawValue)),
            ("sequence", String(sequence)), ("target", quoted(event.target)), ("workspace", quoted(event.workspace?.rawValue)),
        ]
        return object(members)
    }

    /// The details alone, in the same form.
    package static func detailsJSON(_ details: [String: String]) -> String {
        let sorted = details.sorted { $0.key.unicodeScalars.lexicographicallyPrecedes($1.key.unicodeScalars) }
        return object(sorted.map { ($0.key, quoted($0.value)) })
    }

    private static func object(_ members: [(String, String)]) -> String {
        "{" + members.map { "\(quoted($0.0)):\($0.1)" }.joined(separator: ",") + "}"
    }

    private static func quoted(_ text: String?) -> String {
        guard let text else { return "null" }
        var result = "\""
        for scalar in text.unicodeScalars { append(scalar, to: &result) }
        return result + "\""
    }

    /// Escapes of RFC 8259 section 7, the short ones where there are any.
    private static func append(_ scalar: Unicode.Scalar, to text: inout String) {
        switch scalar {
        case "\"": text += "\\\""
        case "\\": text += "\\\\"
        case "\u{08}": text += "\\b"
        case "\u{0C}": text += "\\f"
        case "\n": text += "\\n"
        case "\r": text += "\\r"
        case "\t": text += "\\t"
        case ..<" ":
            let digits = String(scalar.value, radix: 16)
            text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: text.unicodeScalars.append(scalar)
        }
    }
}
