package import DocumentModel

/// One word as the table finder sees it: where it stands and what kind of characters it holds, without its text.
package struct TableWord: Sendable {
    /// The caller's own number for the word; handed back in `FoundCell.words`.
    package var id: Int
    package var box: Rectangle
    /// Baseline in points from the top of the page; for text turned by 90 or 270 degrees, from its left edge.
    package var baseline: Double
    /// Font size in points.
    package var size: Double
    package var isBold: Bool
    package var isMonospaced: Bool
    /// Clockwise rotation in whole degrees.
    package var angleDegrees: Int
    package var traits: WordTraits

    package init(
        id: Int, box: Rectangle, baseline: Double, size: Double, isBold: Bool = false, isMonospaced: Bool = false,
        angleDegrees: Int = 0, traits: WordTraits
    ) {
        self.id = id
        self.box = box
        self.baseline = baseline
        self.size = size
        self.isBold = isBold
        self.isMonospaced = isMonospaced
        self.angleDegrees = angleDegrees
        self.traits = traits
    }
}

/// What the characters of a word tell about its role in a table; counted scalar by scalar so that no `String` is made.
package struct WordTraits: Sendable {
    package private(set) var first: UInt32 = 0
    package private(set) var last: UInt32 = 0
    package private(set) var length: Int32 = 0
    package private(set) var digits: Int32 = 0
    package private(set) var letters: Int32 = 0
    package private(set) var dots: Int32 = 0
    /// The digits read as one number, for comparing page numbers; stays at the limit when too long.
    private(set) var number: Int32 = 0

    package init() {}

    package init(_ scalars: some Sequence<Unicode.Scalar>) {
        for scalar in scalars { append(scalar.value) }
    }

    package mutating func append(_ scalar: UInt32) {
        if length == 0 { first = scalar }
        last = scalar
        length += 1
        switch scalar {
        case 0x30...0x39:
            digits += 1
            number = number < 100_000_000 ? number * 10 + Int32(scalar - 0x30) : number
        case 0x41...0x5A, 0x61...0x7A, 0xC0...0x1FFF, 0x2C00...0xD7FF, 0xF900...0xFDFF: letters += 1
        case 0x2E, 0xB7, 0x2026: dots += 1
        default: break
        }
    }

    /// A figure: "5,821", "(1.1–1.2)", "29.2%", "$33,200".
    var isNumeric: Bool { digits > 0 && letters * 2 <= digits }
    /// Stands for a missing figure or a mark: "–", "*", "†"; not the punctuation of program code.
    var isPlaceholder: Bool { letters == 0 && digits == 0 && dots < length && !isCodePunctuation }
    private var isCodePunctuation: Bool {
        switch first {
        case 0x22, 0x23, 0x26, 0x27, 0x2C, 0x2F, 0x3A...0x3E, 0x40, 0x5B...0x5D, 0x60, 0x7B...0x7D: true
        default: false
        }
    }

    /// Dots that lead the eye from a label to its figure or page number.
    var isLeader: Bool { dots == length }
    var isInteger: Bool { digits == length && length > 0 }
    var startsLowercase: Bool { (0x61...0x7A).contains(first) || (0xDF...0xFF).contains(first) || (0x430...0x44F).contains(first) }
    /// A currency sign alone, printed apart from its figure.
    var isCurrency: Bool { length == 1 && (first == 0x24 || first == 0xA3 || first == 0xA5 || first == 0x20AC) }
    /// "•", "-", "1.", "(a)": what a list item starts with.
    var isListMarker: Bool {
        switch first {
        case 0x2022, 0x25A0...0x25FF, 0x2013, 0x2D, 0xB7, 0x2A, 0x2043, 0xF0A7, 0xF0B7: length == 1
        default: length <= 4 && (last == 0x2E || last == 0x29) && digits + letters > 0 && digits + letters <= 3
        }
    }
}

extension TableWord {
    /// The smallest rectangle around all; empty for none.
    static func box(around words: [TableWord]) -> Rectangle {
        guard var box = words.first?.box else { return Rectangle(left: 0, top: 0, right: 0, bottom: 0) }
        for word in words {
            box.left = min(box.left, word.box.left)
            box.top = min(box.top, word.box.top)
            box.right = max(box.right, word.box.right)
            box.bottom = max(box.bottom, word.box.bottom)
        }
        return box
    }
}
