/// Finds names, amounts and codes in text.
package protocol EntityRecognizer: Sendable {
    var name: String { get }

    /// Entities of each text, in order of position, not overlapping; empty where there are none.
    func entities(in texts: [String]) async throws(RecognitionError) -> [[Entity]]

    /// What it finds now, and what it would need to find more.
    func ability() async -> EntityAbility
}

extension EntityRecognizer {
    package func ability() async -> EntityAbility { EntityAbility(recognizer: name, kinds: Set(Entity.Kind.allCases), missing: nil) }
}

/// What a recogniser can find.
package struct EntityAbility: Hashable, Sendable {
    /// What was at work, so that documents are searched again by a better one.
    package var recognizer: String
    package var kinds: Set<Entity.Kind>
    /// Why names are not found; `nil` when they are.
    package var missing: RecognitionError?

    package init(recognizer: String, kinds: Set<Entity.Kind>, missing: RecognitionError?) {
        self.recognizer = recognizer
        self.kinds = kinds
        self.missing = missing
    }

    /// Written in regular ways: found without a model.
    package static let regularKinds: Set<Entity.Kind> = [.date, .money, .quantity, .product, .standard, .email, .url, .phone]
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
