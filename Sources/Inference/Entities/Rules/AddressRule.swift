import Backends

/// Addresses of the net: URLs and e-mail.
struct AddressRule: EntityRule {
    /// Browsers and servers take about as much; a longer one is data.
    private static let maximumURLBytes = 2048
    /// RFC 5321, 4.5.3.1.
    private static let maximumLocalBytes = 64
    private static let maximumDomainBytes = 253

    func match(in text: RuleText, at position: Int) -> RuleMatch? {
        url(in: text, at: position) ?? email(in: text, at: position)
    }

    // MARK: URL

    private func url(in text: RuleText, at position: Int) -> RuleMatch? {
        let hasScheme = ["https://", "http://", "ftp://"].lazy.compactMap { (scheme: StaticString) in text.after(scheme, at: position) }.first
        guard let host = hasScheme ?? text.after("www.", at: position) else { return nil }
        var end = host
        while end < text.bytes.count, end - position < Self.maximumURLBytes, isURLByte(text[end]) { end += 1 }
        end = withoutTrailingSigns(position..<end, in: text)
        let hostEnd = domainEnd(in: text, at: host)
        let isHost = hostEnd.dots > 0 || hasScheme != nil && text.after("localhost", at: host) != nil
        guard end > host, isHost else { return nil }
        return RuleMatch(kind: .url, range: position..<end, confidence: hasScheme != nil ? 0.99 : 0.97)
    }

    /// Printable ASCII but quotes, brackets of markup and the like, which surround addresses.
    private func isURLByte(_ byte: UInt8) -> Bool {
        guard byte > 0x20, byte < 0x7F else { return byte >= 0xC3 && byte < 0xE2 || (0x80..<0xC0).contains(byte) }
        return ![
            UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "\\"), UInt8(ascii: "^"),
            UInt8(ascii: "{"), UInt8(ascii: "}"),
        ].contains(byte)
    }

    /// A full stop ends the sentence, and a bracket that was not opened in the address closes something around it.
    private func withoutTrailingSigns(_ range: Range<Int>, in text: RuleText) -> Int {
        var end = range.upperBound
        while end > range.lowerBound {
            switch text[end - 1] {
            case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "'"),
                UInt8(ascii: "*"):
                end -= 1
            case UInt8(ascii: ")") where closesMore(UInt8(ascii: "("), UInt8(ascii: ")"), within: range.lowerBound..<end, in: text): end -= 1
            case UInt8(ascii: "]") where closesMore(UInt8(ascii: "["), UInt8(ascii: "]"), within: range.lowerBound..<end, in: text): end -= 1
            default: return end
            }
        }
        return end
    }

    /// Whether the range closes more brackets than it opens.
    private func closesMore(_ opening: UInt8, _ closing: UInt8, within range: Range<Int>, in text: RuleText) -> Bool {
        range.reduce(0) { $0 + (text[$1] == closing ? 1 : text[$1] == opening ? -1 : 0) } > 0
    }

    // MARK: E-mail

    private func email(in text: RuleText, at position: Int) -> RuleMatch? {
        var at = position
        while at - position <= Self.maximumLocalBytes, isLocalByte(text, at) { at += 1 }
        guard at > position, text[at] == UInt8(ascii: "@"), text[position] != UInt8(ascii: "."), text[at - 1] != UInt8(ascii: ".") else { return nil }
        let domain = domainEnd(in: text, at: at + 1)
        guard domain.dots > 0, domain.end - at - 1 <= Self.maximumDomainBytes, text.isEnd(domain.end) else { return nil }
        return RuleMatch(kind: .email, range: position..<domain.end, confidence: 0.99)
    }

    private func isLocalByte(_ text: RuleText, _ position: Int) -> Bool {
        if text.isLetter(position) || text.isDigit(position) { return true }
        return [UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "%"), UInt8(ascii: "+"), UInt8(ascii: "-")].contains(text[position])
    }

    /// The end of the host name that begins here, without a full stop after it, and how many dots it has; its last part is letters.
    private func domainEnd(in text: RuleText, at start: Int) -> (end: Int, dots: Int) {
        var end = start
        var dots = 0
        var position = start
        while position - start <= Self.maximumDomainBytes {
            let label = position
            while text.isLetter(position) || text.isDigit(position) || text[position] == UInt8(ascii: "-") && position > label { position += 1 }
            guard position > label else { break }
            let isTop = position - label >= 2 && (label..<position).allSatisfy { text.isLetter($0) }
            if label > start, isTop || (label..<position).allSatisfy({ text.isDigit($0) }) { (end, dots) = (position, dots + 1) }
            guard text[position] == UInt8(ascii: ".") else { break }
            position += 1
        }
        return (end, dots)
    }
}
