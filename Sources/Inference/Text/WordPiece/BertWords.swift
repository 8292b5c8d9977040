/// The words of a text as BERT's basic tokenizer cuts them: cleaned, folded, punctuation and ideographs by themselves.
///
/// An iterator, so that whoever needs the first 256 pieces of a long text does not pay for the rest. Combining marks are folded
/// one by one: two spacing marks of unlike combining classes in a row keep their order, the one thing in which it differs from
/// normalizing the whole text first.
struct BertWords {
    struct Word {
        /// Folded UTF-8; empty when `isTooLong`.
        var bytes: [UInt8]
        /// Where it was in the text, as UTF-8 offsets.
        var source: Range<Int>
        /// More scalars than the vocabulary's tokenizer looks at: unknown as a whole.
        var isTooLong: Bool
    }

    /// The reference gives up on longer words (base64, DNA): they become one unknown piece.
    static let maximumScalars = 100

    private var scalars: String.UnicodeScalarView.Iterator
    private let folding: ScalarFolding
    private var position = 0
    /// A word by itself that ended the previous one.
    private var waiting: Word?

    init(_ text: String, folding: ScalarFolding) {
        scalars = text.unicodeScalars.makeIterator()
        self.folding = folding
    }

    /// The next word; `nil` at the end.
    mutating func next() -> Word? {
        if let word = waiting {
            waiting = nil
            return word
        }
        var word = Word(bytes: [], source: 0..<0, isTooLong: false)
        var scalarCount = 0
        while let scalar = scalars.next() {
            let start = position
            position += UTF8.width(scalar)
            let folded = folding[scalar]
            switch folded.role {
            case .dropped: continue
            case .space:
                if scalarCount > 0 { return word.checked(scalarCount) }
            case .alone:
                let single = Word(folded, source: start..<position)
                if scalarCount == 0 { return single }
                waiting = single
                return word.checked(scalarCount)
            case .letter:
                word.source = (scalarCount == 0 ? start : word.source.lowerBound)..<position
                scalarCount += folded.scalarCount
                if scalarCount <= Self.maximumScalars { word.append(folded) }
            }
        }
        return scalarCount > 0 ? word.checked(scalarCount) : nil
    }
}

extension BertWords.Word {
    fileprivate init(_ folded: FoldedScalar, source: Range<Int>) {
        self.init(bytes: [], source: source, isTooLong: false)
        append(folded)
    }

    fileprivate mutating func append(_ folded: FoldedScalar) {
        for index in 0..<folded.byteCount {
            bytes.append(UInt8(truncatingIfNeeded: folded.bytes >> UInt128(8 * index)))
        }
    }

    fileprivate func checked(_ scalarCount: Int) -> Self {
        guard scalarCount > BertWords.maximumScalars else { return self }
        return Self(bytes: [], source: source, isTooLong: true)
    }
}

extension FoldedScalar {
    /// A syllable of Hangul folds to two or three scalars; nearly everything else to one.
    fileprivate var scalarCount: Int {
        if byteCount <= 1 { return byteCount }
        return (0..<byteCount).count { bytes >> UInt128(8 * $0) & 0xC0 != 0x80 }
    }
}
