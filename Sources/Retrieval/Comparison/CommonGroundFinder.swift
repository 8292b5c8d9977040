import Backends
import DocumentModel

/// Looks for what two different documents have in common.
struct CommonGroundFinder {
    private static let mostValues = 20
    /// Digits of a number that both have by more than chance.
    private static let fewestDigits = 3
    /// Passages of each that are searched for values: finding them costs as much as reading the passage.
    private static let searchedPassages = 4000

    let pair: ComparedPair
    let values: ValueFinder

    func ground(_ passages: [DocumentComparison.Likeness]) -> CommonGround {
        let topics = CommonTopics(pair.before, pair.after)
        return CommonGround(
            subjectLikeness: topics.likeness, topics: topics.common, onlyBefore: topics.onlyBefore, onlyAfter: topics.onlyAfter,
            values: sharedValues(), passages: passages)
    }

    // MARK: Values

    private struct Found {
        var kind: Entity.Kind
        var text: String
        var regions: [Region]
    }

    private func sharedValues() -> [CommonGround.Value] {
        let (before, after) = (found(in: pair.before), found(in: pair.after))
        let shared = before.filter { after[$0.key] != nil }.sorted { ($1.key.count, $0.key) < ($0.key.count, $1.key) }
        return shared.prefix(Self.mostValues).compactMap { key, value in
            after[key].map { CommonGround.Value(kind: value.kind, text: value.text, before: value.regions, after: $0.regions) }
        }
    }

    /// The first place of each.
    private func found(in outline: DocumentOutline) -> [String: Found] {
        var found: [String: Found] = [:]
        let sideMatter = outline.sideSections
        for passage in outline.passages.prefix(Self.searchedPassages)
        where !sideMatter.contains(passage.section) && passage.text.contains(where: \.isNumber) {
            for value in values(passage.text) where ValueChanges.kinds.contains(value.kind) {
                guard value.text.count(where: \.isNumber) >= Self.fewestDigits else { continue }
                let key = ValueChanges.key(value.text)
                if found[key] == nil { found[key] = Found(kind: value.kind, text: value.text, regions: passage.content.regions(of: value.range)) }
            }
        }
        return found
    }
}
