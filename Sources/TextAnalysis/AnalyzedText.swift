/// The running text of a document, as analysis wants it: cut into passages that do not run into each other.
package struct AnalyzedText: Hashable, Sendable {
    package struct Passage: Hashable, Sendable {
        package enum Kind: String, Hashable, Sendable, CaseIterable {
            /// Whole sentences.
            case prose
            case heading
            /// Items, captions and notes: words, not always sentences.
            case fragment
        }

        package var kind: Kind
        package var text: String

        package init(_ kind: Kind, _ text: String) {
            self.kind = kind
            self.text = text
        }
    }

    /// Characters (Unicode scalars) that are looked at: a book of 1,500 pages. Time and memory grow with them.
    package static let mostScalars = 4_000_000

    package let passages: [Passage]
    /// There was more, which is left out.
    package let isCut: Bool

    /// Passages without any text are left out.
    ///
    /// - Parameter limit: Unicode scalars taken; whole passages behind it are left out.
    package init(_ passages: [Passage], limit: Int = mostScalars) {
        var (kept, room, isCut): ([Passage], Int, Bool) = ([], limit, false)
        for passage in passages where passage.text.unicodeScalars.contains(where: { $0.isWordPart }) {
            room -= passage.text.unicodeScalars.count
            guard room >= 0 else {
                isCut = true
                break
            }
            kept.append(passage)
        }
        self.passages = kept
        self.isCut = isCut
    }

    /// Words of all passages.
    package var wordCount: Int { passages.reduce(0) { $0 + Words.cut($1.text).count } }

    /// Passages of these kinds.
    func passages(of kinds: Set<Passage.Kind>) -> [Passage] { passages.filter { kinds.contains($0.kind) } }
}
