package import Backends

/// Which passwords are taken. Length is what counts (NIST SP 800-63B section 5.1.1.2); rules about kinds of characters are not made.
package enum PasswordPolicy {
    package static let lengths = 12...128
    /// With fewer different characters a long password is a short one repeated.
    private static let fewestDifferent = 5
    /// Words that people build a password around when they must have one: with digits and signs added they are the first to be guessed.
    private static let commonWords: Set<String> = [
        "password", "passwort", "passwd", "passphrase", "welcome", "willkommen", "letmein", "changeme", "iloveyou", "trustno", "admin",
        "administrator", "qwerty", "qwertyuiop", "qwertz", "qwertzuiop", "azerty", "asdfgh", "asdfghjkl", "abcdefgh", "monkey", "dragon", "football",
        "baseball", "sunshine", "princess", "superman", "batman", "starwars", "whatever", "secret", "master", "default", "mivaa", "test",
        "summer", "winter", "spring", "autumn",
    ]

    /// - Parameter email: of the user; the password must not be it.
    package static func check(_ password: String, email: String) throws(AccountError) {
        let length = password.unicodeScalars.count
        guard lengths.contains(length) else {
            throw refusal("must have \(lengths.lowerBound) to \(lengths.upperBound) characters; it has \(length)")
        }
        let folded = password.lowercased()
        guard folded != email, folded != EmailAddress.localPart(email) else { throw refusal("must not be the e-mail address") }
        guard Set(folded.unicodeScalars).count >= fewestDifferent else {
            throw refusal("must have at least \(fewestDifferent) different characters")
        }
        guard !isSequence(folded) else { throw refusal("must not be a row of the alphabet or of digits") }
        guard folded.contains(where: \.isLetter) else { throw refusal("must have letters") }
        guard !isCommonWord(folded) else { throw refusal("must be more than one common word with digits and signs") }
    }

    private static func refusal(_ reason: String) -> AccountError { .invalid(field: "password", reason: reason) }

    /// "abcdefghijkl", "123456789012", "zyxwvutsrqpo": nearly every character is the neighbour of the one before.
    private static func isSequence(_ text: String) -> Bool {
        let values = text.unicodeScalars.map { Int($0.value) }
        let steps = zip(values, values.dropFirst()).map { $1 - $0 }
        let neighbours = max(steps.count { $0 == 1 }, steps.count { $0 == -1 })
        // One break is allowed for: from 9 on to 0.
        return neighbours >= steps.count - 1
    }

    /// Whether letters that are left without digits and signs are a common word, once or repeated.
    private static func isCommonWord(_ text: String) -> Bool {
        let letters = text.filter { $0.isLetter }
        return commonWords.contains { word in
            letters.count % word.count == 0 && letters == String(repeating: word, count: letters.count / word.count)
        }
    }
}
