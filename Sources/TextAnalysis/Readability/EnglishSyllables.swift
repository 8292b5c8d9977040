/// Counts syllables of English words by spelling: groups of vowel letters, corrected where certain spellings have one more or less.
///
/// The corrections were learned from the CMU Pronouncing Dictionary (`Benchmarks/analysis/learn_syllables.py`). Of words that were held
/// out of the learning, 0.936 come out right, and 0.981 of running words.
struct EnglishSyllables: Sendable {
    static let shared = EnglishSyllables()

    private let corrections: [UInt64: Int]

    private init() {
        let more = Self.more.split(whereSeparator: \.isWhitespace).map { (Self.key(Array($0.utf8)[...]), 1) }
        let less = Self.less.split(whereSeparator: \.isWhitespace).map { (Self.key(Array($0.utf8)[...]), -1) }
        corrections = Dictionary(more + less) { first, _ in first }
    }

    /// At least 1.
    ///
    /// - Parameter word: a word without hyphens, in any case; an ending behind an apostrophe is looked at.
    func count(_ word: String) -> Int {
        let lower = Array(word.lowercased().utf8)
        let stem = lower.prefix { $0 != UInt8(ascii: "'") }
        let letters = stem.filter { $0 &- 0x61 < 26 }
        let groups = Self.vowelGroups(in: letters)
        // Letters without a vowel are spoken one by one: "pdf", "http".
        guard groups > 0 else { return max(1, letters.count) }
        let isSpokenNot = lower.count > stem.count && ["dn't", "sn't"].contains { lower.suffix(4).elementsEqual($0.utf8) }
        return max(1, groups + correction(of: letters)) + (isSpokenNot ? 1 : 0)
    }

    private func correction(of letters: [UInt8]) -> Int {
        let anchored = [UInt8(ascii: "^")] + letters + [UInt8(ascii: "$")]
        var (sum, seen): (Int, Set<UInt64>) = (0, [])
        for length in 2...6 where length <= anchored.count {
            for start in 0...anchored.count - length {
                let key = Self.key(anchored[start..<start + length])
                if let change = corrections[key], seen.insert(key).inserted { sum += change }
            }
        }
        return sum
    }

    private static func vowelGroups(in letters: [UInt8]) -> Int {
        var (count, isInGroup) = (0, false)
        for letter in letters {
            let isVowel = "aeiouy".utf8.contains(letter)
            if isVowel && !isInGroup { count += 1 }
            isInGroup = isVowel
        }
        return count
    }

    /// Up to eight letters as one number.
    private static func key(_ letters: ArraySlice<UInt8>) -> UInt64 {
        letters.reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Spellings with one syllable more than groups of vowels; ^ and $ are the ends of the word.
    private static let more = """
        ia le$ ted$ ded$ ied$ ie$ rio ying sm$ eo iu bio ee$ ier$ iet ual$ dio uat yer creat yed$ eact luen ience oing bled$ oya
        linea uou iest$ eed$ reali vio rient ayo bry ea$ eing aya pio ^io sms$ oord nucl ^rein ued$ tire dled$ coe tled$ nui pled$
        iers$ mcca nte$ mio ulen ^reass ^poe lement lui cio$ scient ae$ eyo uals gled$ tui aue mcco lue$ iy reem lio$ aic yoc tre$
        sias oe$ ually algo eand ^coin kled$ zio hio$ alien oyo bre$ goer ^mca eely mcke acre cqui mcdo ^mce onio ye$ gio$ ^reim
        mcki sio$ ienn mccu mcne
        """

    /// Spellings with one syllable less.
    private static let less = """
        e$ ed$ tes$ ely$ nes$ ves$ res$ des$ tial cial mes$ ile$ ically kes$ ale$ ement$ lle$ pes$ ole$ ule eful eness sia iles
        ^some cian eless ales$ quat avio bes$ oles$ ques$ ements eho ^life yle$ illia eline geon ewo alia fami tian rria busin peo
        eman$ pleme yles$ lles$ verag gues$ ^safe ^fore gia ^georg epit ekeep eland cia$ wye giu wes$ tewa
        """
}
