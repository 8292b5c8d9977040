package import Backends

/// Entities that are written in regular ways: dates, amounts, measures, standards, codes and addresses. Needs no model.
package struct RegularEntities: EntityRecognizer {
    package let name = "rules"

    package init() {}

    package func entities(in texts: [String]) async throws(RecognitionError) -> [[Entity]] {
        texts.map(Self.entities(in:))
    }

    /// Those of one text, in order of position, not overlapping.
    @Sendable package static func entities(in text: String) -> [Entity] {
        EntityFinder.merged(RuleText(text), names: [])
    }
}
