/// Takes the inflections off Greek words without accents: the general endings of G. Ntais's stemmer (Development of a Stemmer for the Greek
/// Language, 2006) without its lists of exceptions, which concern single words.
enum GreekStemmer {
    /// Letters of Greek are two bytes each.
    private static let letter = 2
    /// A stem shorter than this says nothing: "των" and "ένα" stay as they are.
    private static let leastStem = 2 * letter

    /// Neuter nouns in -μα.
    private static let neuters: [StaticString] = ["ματων", "ματοσ", "ματα"]
    /// Before the general endings: they leave a letter of the stem's behind otherwise.
    private static let nominal: [StaticString] = ["εωσ", "εων", "ιου", "ιων", "ια"]
    private static let adjectival: [StaticString] = ["ικουσ", "ικων", "ικου", "ικεσ", "ικησ", "ικοσ", "ικοι", "ικα", "ικο", "ικη", "ικε"]
    private static let general: [StaticString] = [
        "ιοντουσαν", "ιομασταν", "ιοσασταν", "ιουμαστε", "οντουσαν", "ιεμαστε", "ιεσαστε", "ιομουνα", "ιοσαστε", "ιοσουνα", "ιουνται", "ιουνταν",
        "ηθηκατε", "ομασταν", "οσασταν", "ουμαστε", "ηθηκαμε", "ουσαμε", "ομαστε", "ιομουν", "ιονται", "ιονταν", "ιοσουν", "ηθειτε", "ηθηκαν",
        "ηθηκεσ", "ομουνα", "οσαστε", "οσουνα", "ουνται", "ουνταν", "ουσατε", "ηθηκα", "ηθηκε", "αγατε", "αγαμε", "ησαμε", "ηκαμε", "ειται",
        "ιεμαι", "ιεσαι", "ιεται", "ιοταν", "ηθεισ", "ηθουν", "ηκατε", "ησατε", "ησουν", "ησετε", "ομουν", "ονται", "ονταν", "οσουν", "ουμαι",
        "ουσαν", "ουσεσ", "αγαν", "αμαι", "ασαι", "αται", "ειτε", "εσαι", "εται", "ηδεσ", "ηδων", "ηθει", "ηκαν", "ησαν", "ησει", "ησεσ", "ομαι",
        "οταν", "ουμε", "ουσα", "ουσε", "ηκεσ", "αδεσ", "αδων", "αμε", "ανε", "ετε", "ατε", "αει", "εισ", "ηθω", "ησω", "ηκα", "ηκε", "ησα",
        "ησε", "ουν", "ουσ", "αν", "ασ", "αω", "ει", "εσ", "ησ", "οι", "οσ", "ου", "υσ", "ων", "α", "ε", "η", "ι", "ο", "υ", "ω",
    ]
    private static let comparison: [StaticString] = ["εστερ", "εστατ", "οτερ", "οτατ", "υτερ", "υτατ", "ωτερ", "ωτατ"]

    static func stem(_ word: inout WordStem) {
        // Greek only: first byte of its letters.
        guard word.count > leastStem, word.bytes[0] == 0xCE || word.bytes[0] == 0xCF else { return }
        if let suffix = ending(of: word, neuters) {
            word.drop(suffix - letter)
        } else if let suffix = ending(of: word, adjectival) {
            word.drop(suffix)
        } else if let suffix = ending(of: word, nominal) {
            word.drop(suffix)
        } else if let suffix = ending(of: word, general) {
            word.drop(suffix)
        }
        if let suffix = ending(of: word, comparison) { word.drop(suffix) }
    }

    /// Bytes of the first ending that fits and leaves a stem.
    private static func ending(of word: WordStem, _ endings: [StaticString]) -> Int? {
        endings.first { word.ends($0) && word.count - $0.utf8CodeUnitCount >= leastStem }?.utf8CodeUnitCount
    }
}
