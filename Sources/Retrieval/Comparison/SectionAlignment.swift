/// Which section of one document is which of the other, told by where their passages went.
struct SectionAlignment {
    /// A section's heading that found its partner speaks as loudly as a paragraph of this many words.
    private static let wordsOfHeading = 40.0

    /// Section of the second document by section of the first.
    private(set) var partners: [Int: Int] = [:]
    /// Sections of the first document whose heading stands elsewhere in the second.
    private(set) var moved: Set<Int> = []

    init(_ pair: ComparedPair, _ pairs: [UnitPair]) {
        var votes: [Int: [Int: Double]] = [:]
        var movedVotes: [Int: Double] = [:]
        for link in pairs {
            let (a, b) = (pair.a[link.a], pair.b[link.b])
            let weight = link.likeness * (a.isHeading ? Self.wordsOfHeading : Double(a.wordCount))
            votes[a.section, default: [:]][b.section, default: 0] += weight
            if link.isMoved { movedVotes[a.section, default: 0] += weight }
        }
        let ranked = votes.flatMap { a, others in others.map { (a: a, b: $0.key, weight: $0.value) } }
            .sorted { ($0.weight, $1.a, $1.b) > ($1.weight, $0.a, $0.b) }
        var taken: Set<Int> = []
        for vote in ranked where partners[vote.a] == nil && !taken.contains(vote.b) {
            partners[vote.a] = vote.b
            taken.insert(vote.b)
            if (movedVotes[vote.a] ?? 0) * 2 > vote.weight { moved.insert(vote.a) }
        }
    }
}
