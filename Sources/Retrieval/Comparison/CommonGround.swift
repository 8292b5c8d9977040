package import Backends
package import DocumentModel

/// What two documents that are no versions of each other have in common, and what only one of them speaks of.
package struct CommonGround: Hashable, Sendable, Codable {
    /// Something that both speak of.
    package struct Topic: Hashable, Sendable, Codable {
        package var text: String
        /// How often it comes in each.
        package var countBefore: Int
        package var countAfter: Int
    }

    /// A number, date or amount that stands in both.
    package struct Value: Hashable, Sendable, Codable {
        package var kind: Entity.Kind
        package var text: String
        /// Where it stands first in each.
        package var before: [Region]
        package var after: [Region]
    }

    /// 0...1: cosine of their words; 1 for the same words equally often, whatever is said with them.
    package var subjectLikeness: Double
    /// The most important first.
    package var topics: [Topic]
    package var onlyBefore: [String]
    package var onlyAfter: [String]
    package var values: [Value]
    /// Passages about the same, most alike first. What they say of it may differ.
    package var passages: [DocumentComparison.Likeness]
}
