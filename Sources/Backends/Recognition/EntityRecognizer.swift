/// Finds names, amounts and codes in text.
package protocol EntityRecognizer: Sendable {
    var name: String { get }

    /// Entities of each text, in order of position, not overlapping; empty where there are none.
    func entities(in texts: [String]) async throws(RecognitionError) -> [[Entity]]
}

/// A name, an amount or a code in a text.
package struct Entity: Hashable, Sendable, Codable {
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case person, organization, location, date, money, quantity, product, standard, email, url, phone
    }

    package var kind: Kind
    /// UTF-8 byte offsets in the text it was found in.
    package var range: Range<Int>
    package var text: String
    /// 0...1, calibrated: of entities with 0.8, four in five are right.
    package var confidence: Double

    package init(kind: Kind, range: Range<Int>, text: String, confidence: Double) {
        self.kind = kind
        self.range = range
        self.text = text
        self.confidence = confidence
    }
}
