import DocumentModel

/// Gives large initials to the word they begin.
///
/// An initial stands on the baseline of the second or third line; left alone it would draw that line to itself.
struct DropCaps {
    /// An initial is at least this many times the page's usual size: headings come as whole words, initials as one letter.
    private static let size = 1.8
    /// The word it begins stands this close, in sizes of that word.
    private static let gap = 1.5

    let glyphs: [Glyph]

    init(glyphs: [Glyph]) {
        self.glyphs = glyphs
    }

    /// The words with every initial joined to the word right of its upper edge.
    func joined(_ set: WordSet) -> WordSet {
        let usual = usualSize(set.words)
        let initials = set.words.indices.filter { isInitial(set.words[$0], usual: usual) }
        guard !initials.isEmpty else { return set }
        var set = set
        var dropped = Set<Int>()
        for initial in initials {
            guard let next = wordBegun(by: set.words[initial], in: set.words, usual: usual) else { continue }
            if set.words[next].hasSpaceBefore {
                stand(initial, beside: next, &set)
            } else {
                join(initial, to: next, &set)
                dropped.insert(initial)
            }
        }
        if !dropped.isEmpty { set.words = set.words.indices.filter { !dropped.contains($0) }.map { set.words[$0] } }
        return set
    }

    private func usualSize(_ words: [Word]) -> Double {
        let sizes = words.map(\.size).sorted()
        return sizes.isEmpty ? 10 : sizes[sizes.count / 2]
    }

    private func isInitial(_ word: Word, usual: Double) -> Bool {
        word.glyphs.count == 1 && word.size > Self.size * usual && !word.isRightToLeft
            && Unicode.Scalar(word.first)?.properties.isUppercase == true
    }

    /// The nearest word to the right whose line runs through the upper half of the initial.
    private func wordBegun(by initial: Word, in words: [Word], usual: Double) -> Int? {
        let top = initial.baseline - 0.8 * initial.size, middle = initial.baseline - 0.3 * initial.size
        return words.indices.filter { index in
            let word = words[index]
            return word.size < initial.size / 1.5 && word.baseline > top && word.baseline < middle + 0.3 * word.size
                && word.box.left > initial.box.left && word.box.left - initial.box.right < Self.gap * word.size
        }.min { (words[$0].baseline, words[$0].box.left) < (words[$1].baseline, words[$1].box.left) }
    }

    private func join(_ initial: Int, to next: Int, _ set: inout WordSet) {
        let start = set.glyphs.count
        set.glyphs += set.glyphs[set.words[initial].glyphs] + set.glyphs[set.words[next].glyphs]
        set.words[next].glyphs = start..<set.glyphs.count
        set.words[next].box.left = set.words[initial].box.left
        set.words[next].first = set.words[initial].first
    }

    /// A word of its own ("A"), on the line of the word after it.
    private func stand(_ initial: Int, beside next: Int, _ set: inout WordSet) {
        set.words[initial].baseline = set.words[next].baseline
        set.words[initial].size = set.words[next].size
        set.words[initial].box.top = set.words[next].box.top
        set.words[initial].box.bottom = set.words[next].box.bottom
    }
}
