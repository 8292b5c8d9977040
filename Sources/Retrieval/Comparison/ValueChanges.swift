package import Backends
import DocumentModel

/// Finds dates, amounts and measures in a text, in order and not overlapping: the rules of the entity finder.
package typealias ValueFinder = @Sendable (String) -> [Entity]

/// Which numbers, dates and amounts differ between two texts.
struct ValueChanges {
    static let kinds: Set<Entity.Kind> = [.date, .money, .quantity]

    let finder: ValueFinder

    /// A value in a text.
    private struct Value {
        var kind: Entity.Kind
        var range: Range<Int>
        /// As it is compared: without spaces and capitals.
        var key: String
    }

    func of(_ diff: WordDiff) -> [DocumentComparison.ValueChange] {
        // Finding values costs more than looking whether a digit has changed at all.
        let hasDigits = diff.changes.contains { change in
            diff.beforeTokens[change.before].contains(where: \.hasDigit) || diff.afterTokens[change.after].contains(where: \.hasDigit)
        }
        guard hasDigits else { return [] }
        let before = values(in: diff.before.text, diff.beforeTokens)
        let after = values(in: diff.after.text, diff.afterTokens)
        var seen: Set<Int> = []
        return diff.changes.flatMap { change -> [DocumentComparison.ValueChange] in
            let old = Self.touched(before, diff.beforeTokens, change.before).filter { seen.insert($0.range.lowerBound).inserted }
            let new = Self.touched(after, diff.afterTokens, change.after).filter { seen.insert(-1 - $0.range.lowerBound).inserted }
            return Self.paired(old, new, diff)
        }
    }

    /// Values one by one, each with the first of the same kind on the other side; equal ones were only moved within the change.
    private static func paired(_ before: [Value], _ after: [Value], _ diff: WordDiff) -> [DocumentComparison.ValueChange] {
        let (oldKeys, newKeys) = (Set(before.map(\.key)), Set(after.map(\.key)))
        var rest = after.filter { !oldKeys.contains($0.key) }
        var changes: [DocumentComparison.ValueChange] = []
        for old in before where !newKeys.contains(old.key) {
            let partner = rest.firstIndex { $0.kind == old.kind }.map { rest.remove(at: $0) }
            changes.append(.init(kind: old.kind, before: .init(diff.before, old.range), after: partner.map { .init(diff.after, $0.range) }))
        }
        return changes + rest.map { .init(kind: $0.kind, before: nil, after: .init(diff.after, $0.range)) }
    }

    private static func touched(_ values: [Value], _ tokens: [WordToken], _ change: Range<Int>) -> [Value] {
        guard let first = change.first, let last = change.last else { return [] }
        let range = tokens[first].range.lowerBound..<tokens[last].range.upperBound
        return values.filter { $0.range.overlaps(range) }
    }

    /// What the finder finds, and the numbers outside of that.
    private func values(in text: String, _ tokens: [WordToken]) -> [Value] {
        let found = finder(text).filter { Self.kinds.contains($0.kind) }
        var values = found.map { Value(kind: $0.kind, range: $0.range, key: Self.key($0.text)) }
        for token in tokens where token.startsWithDigit && !found.contains(where: { $0.range.overlaps(token.range) }) {
            values.append(Value(kind: .quantity, range: token.range, key: Self.key(token.text)))
        }
        return values.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    static func key(_ text: String) -> String {
        text.lowercased().filter { !$0.isWhitespace }
    }
}

extension WordToken {
    fileprivate var hasDigit: Bool { text.utf8.contains { (0x30...0x39).contains($0) } }
    fileprivate var startsWithDigit: Bool { text.utf8.first.map { (0x30...0x39).contains($0) } ?? false }
}
