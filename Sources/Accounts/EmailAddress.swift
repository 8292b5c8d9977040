package import Backends

/// E-mail addresses as names of users. Nothing is sent to them.
package enum EmailAddress {
    /// RFC 5321 section 4.5.3.1: longer ones cannot be delivered to.
    private static let mostBytes = 254
    private static let mostLocalBytes = 64

    /// The address in lower case.
    ///
    /// Only ASCII: letters of other scripts that look alike would make two users of what people take for one.
    package static func normalized(_ text: String) throws(AccountError) -> String {
        let bytes = Array(text.utf8)
        let parts = bytes.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard bytes.count <= mostBytes, parts.count == 2, (1...mostLocalBytes).contains(parts[0].count), !parts[1].isEmpty else {
            throw .invalid(field: "email", reason: "is no e-mail address")
        }
        guard bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw .invalid(field: "email", reason: "must have ASCII characters only, and no spaces")
        }
        return text.lowercased()
    }

    /// The part before the "@".
    static func localPart(_ email: String) -> String {
        String(email.prefix { $0 != "@" })
    }
}

/// Names that people give to users, workspaces and keys.
enum DisplayName {
    private static let mostCharacters = 100

    /// The name without spaces around it.
    static func checked(_ text: String, field: String) throws(AccountError) -> String {
        let scalars = text.unicodeScalars
        let trimmed = scalars.drop { $0.properties.isWhitespace }.reversed().drop { $0.properties.isWhitespace }.reversed()
        guard !trimmed.isEmpty, trimmed.count <= mostCharacters else {
            throw .invalid(field: field, reason: "must have 1 to \(mostCharacters) characters")
        }
        // Line breaks and marks that turn the direction of text would let a name pass for something else in lists and logs.
        guard trimmed.allSatisfy({ $0.properties.generalCategory != .control && $0.properties.generalCategory != .format }) else {
            throw .invalid(field: field, reason: "must not have control characters")
        }
        var name = String.UnicodeScalarView()
        name.append(contentsOf: trimmed)
        return String(name)
    }
}
