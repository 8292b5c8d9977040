/// What stands in a text without space in it: a word, a chain of words, a code or a run of signs.
struct Token {
    enum Kind {
        /// Letters, with hyphens and the like between them.
        case words
        /// With digits.
        case code
        /// Chinese, Japanese or Korean.
        case ideographs
    }

    enum Joiner {
        case none, hyphen, apostrophe, point, comma, other
    }

    /// Letters and digits that nothing stands between.
    struct Part {
        /// UTF-8, without case and accents.
        var folded: [UInt8] = []
        var range: Range<Int>
        /// What stands before it in the token.
        var joiner: Joiner
        var letterCount = 0
        var digitCount = 0
    }

    /// Stands for the point or comma in decimals: of the categories of letters, so that every index keeps it inside the term.
    static let point = "\u{02D1}"

    var kind = Kind.words
    var parts: [Part] = []
    var signs: [Sign] = []

    struct Sign {
        var text: String
        var range: Range<Int>
        var isHan: Bool
    }

    var range: Range<Int> { (parts.first?.range.lowerBound ?? 0)..<(parts.last?.range.upperBound ?? 0) }

    /// Digits with points or commas between them: "3.5", "1,000.25". With more than one point it may be a version or date, which are codes.
    var isDecimal: Bool {
        guard parts.allSatisfy({ $0.letterCount == 0 }), parts.dropFirst().allSatisfy({ $0.joiner == .point || $0.joiner == .comma }) else {
            return false
        }
        return parts.count == 2 || parts.count > 2 && parts[1..<(parts.count - 1)].allSatisfy { $0.digitCount == 3 }
    }
}

extension Token.Part {
    /// Whether a letter or digit behind the joiner belongs to the same token. "1.5" and "U.S." are one, "end.Next" and "one,two" are two.
    func joins(isDigit: Bool, behind joiner: Token.Joiner) -> Bool {
        switch joiner {
        case .comma: isDigit && digitCount > 0
        case .point: isDigit ? digitCount > 0 : letterCount == 1 && digitCount == 0
        default: true
        }
    }

    init(_ part: Token.Part, joiner: Token.Joiner) {
        self = part
        self.joiner = joiner
    }

    /// Runs of letters and of digits: "EN12390" is en, 12390. Itself when it is of one kind.
    var piecesOfOneKind: [(folded: [UInt8], range: Range<Int>, isNumber: Bool, isCut: Bool)] {
        // Folding changes lengths outside of ASCII, where the places of pieces would be guesses.
        guard letterCount > 0, digitCount > 0, folded.count == range.count, folded.allSatisfy({ $0 < 0x80 }) else {
            return [(folded, range, letterCount == 0, false)]
        }
        var pieces: [(folded: [UInt8], range: Range<Int>, isNumber: Bool, isCut: Bool)] = []
        for (offset, byte) in folded.enumerated() {
            let isNumber = byte &- 0x30 < 10
            let place = range.lowerBound + offset
            if let last = pieces.last, last.isNumber == isNumber {
                pieces[pieces.count - 1].folded.append(byte)
                pieces[pieces.count - 1].range = last.range.lowerBound..<(place + 1)
            } else {
                pieces.append(([byte], place..<(place + 1), isNumber, true))
            }
        }
        return pieces
    }
}

/// Cuts text into tokens.
struct TokenCutter {
    private var tokens: [Token] = []
    private var token = Token()
    private var part: Token.Part?
    /// A sign behind the last part, which joins it to the next when that follows at once.
    private var joiner = Token.Joiner.none

    static func tokens(of text: String) -> [Token] {
        var cutter = TokenCutter()
        var offset = 0
        for scalar in text.unicodeScalars {
            let length = UTF8.width(scalar)
            cutter.take(scalar, offset..<(offset + length))
            offset += length
        }
        cutter.endToken()
        return cutter.tokens
    }

    private mutating func take(_ scalar: Unicode.Scalar, _ range: Range<Int>) {
        if scalar.isIdeographic {
            if token.kind != .ideographs { endToken() }
            token.kind = .ideographs
            token.signs.append(Token.Sign(text: Folding.folded(scalar), range: range, isHan: scalar.isHan))
        } else if Folding.isLeftOut(scalar) {
            // Marks, soft hyphens and the like: the word goes on.
            if let start = part?.range.lowerBound { part?.range = start..<range.upperBound }
        } else if scalar.isWordPart {
            takeLetter(scalar, range)
        } else if part != nil, joiner == .none, let joining = scalar.joiner {
            joiner = joining
        } else {
            endToken()
        }
    }

    private mutating func takeLetter(_ scalar: Unicode.Scalar, _ range: Range<Int>) {
        if token.kind == .ideographs { endToken() }
        let isDigit = scalar.isDigit
        if let open = part {
            if !open.joins(isDigit: isDigit, behind: joiner) {
                endToken()
            } else if joiner != .none {
                token.parts.append(open)
                part = nil
            }
        }
        var open = part ?? Token.Part(range: range, joiner: joiner)
        joiner = .none
        Folding.fold(scalar, into: &open.folded)
        open.range = open.range.lowerBound..<range.upperBound
        if isDigit { open.digitCount += 1 } else { open.letterCount += 1 }
        part = open
    }

    private mutating func endToken() {
        if let part { token.parts.append(part) }
        token.parts.removeAll { $0.folded.isEmpty }
        if token.kind != .ideographs, token.parts.contains(where: { $0.digitCount > 0 }) { token.kind = .code }
        if !token.parts.isEmpty || !token.signs.isEmpty { tokens.append(token) }
        token = Token()
        part = nil
        joiner = .none
    }
}

extension Unicode.Scalar {
    /// What may stand inside of a token.
    fileprivate var joiner: Token.Joiner? {
        switch self {
        case "-", "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}": .hyphen
        case "'", "\u{2019}", "\u{02BC}": .apostrophe
        case ".": .point
        case ",": .comma
        case "/", "_", ":", "+", "&", "@": .other
        default: nil
        }
    }

    var isHan: Bool {
        switch value {
        case 0x3005, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: true
        default: false
        }
    }

    /// Of scripts that are written without space between words, or (Korean) with endings that are not worth telling apart.
    var isIdeographic: Bool {
        if value < 0x1100 { return false }
        switch value {
        case 0x1100...0x11FF, 0x3041...0x3096, 0x3099...0x309A, 0x309D...0x309F, 0x30A1...0x30FA, 0x30FC...0x30FF, 0x31F0...0x31FF, 0xAC00...0xD7AF,
            0xFF66...0xFF9F:
            return true
        default: return isHan
        }
    }
}
