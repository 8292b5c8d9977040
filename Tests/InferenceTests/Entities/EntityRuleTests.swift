import Backends
import Testing

@testable import Inference

@Suite("Rules for entities")
struct EntityRuleTests {
    private func found(_ text: String) -> [String] {
        let text = RuleText(text)
        return EntityRules.matches(in: text).map { "\($0.kind.rawValue): \(String(decoding: text.bytes[$0.range], as: UTF8.self))" }
    }

    @Test(
        "addresses of the net",
        arguments: [
            ("write to jane.doe+x@mail.example.co.uk.", ["email: jane.doe+x@mail.example.co.uk"]),
            ("(see https://example.org/a_(b)?q=1#c).", ["url: https://example.org/a_(b)?q=1#c"]),
            ("www.example.com, and http://localhost:8080/x", ["url: www.example.com", "url: http://localhost:8080/x"]),
            ("a@b, @handle, user@localhost, www., http://", []),
        ])
    func addresses(text: String, expected: [String]) { #expect(found(text) == expected) }

    @Test(
        "standards",
        arguments: [
            ("meets EN 14411:2016 and DIN EN ISO 10545-2", ["standard: EN 14411:2016", "standard: DIN EN ISO 10545-2"]),
            ("ISO/IEC 27001, ASTM C648-04, ASTM D 2047-17.", ["standard: ISO/IEC 27001", "standard: ASTM C648-04", "standard: ASTM D 2047-17"]),
            ("BS EN 12345-1:2009+A1:2012", ["standard: BS EN 12345-1:2009+A1:2012"]),
            ("IEEE 802.11ac; MIL-STD-810G; ANSI A137.1", ["standard: IEEE 802.11ac", "standard: MIL-STD-810G", "standard: ANSI A137.1"]),
            ("CEN/TS 15673", ["standard: CEN/TS 15673"]),
            ("Radeon HD 4350, AS 12 people said, ISOLATED 55, iso 9001, EN 5", []),
        ])
    func standards(text: String, expected: [String]) { #expect(found(text) == expected) }

    @Test(
        "dates",
        arguments: [
            ("2024-01-31, 31.12.2024 and 31/12/24", ["date: 2024-01-31", "date: 31.12.2024", "date: 31/12/24"]),
            ("31 December 2024, Dec. 31, 2024, 1st of May 2020", ["date: 31 December 2024", "date: Dec. 31, 2024", "date: 1st of May 2020"]),
            ("31. März 2024 und 5 août 2023, 31 Μαΐου 2024", ["date: 31. März 2024", "date: 5 août 2023", "date: 31 Μαΐου 2024"]),
            ("June 2021 and Q3 2024, May 4", ["date: June 2021", "date: Q3 2024", "date: May 4"]),
            ("section 1.2.10, 99.99.2024, 2024-13-40, you may 5", []),
        ])
    func dates(text: String, expected: [String]) { #expect(found(text) == expected) }

    @Test(
        "money",
        arguments: [
            ("$5, € 1.200,50 and US$3.2 billion", ["money: $5", "money: € 1.200,50", "money: US$3.2 billion"]),
            ("EUR 20, 20 EUR, 15 million dollars, 12,90 €", ["money: EUR 20", "money: 20 EUR", "money: 15 million dollars", "money: 12,90 €"]),
            ("$ and EUR alone", []),
        ])
    func money(text: String, expected: [String]) { #expect(found(text) == expected) }

    @Test(
        "telephone numbers",
        arguments: [
            ("+30 210 123 4567 or (212) 555-0143", ["phone: +30 210 123 4567", "phone: (212) 555-0143"]),
            ("212-555-0143; Tel.: 0171 1234567", ["phone: 212-555-0143", "phone: 0171 1234567"]),
            ("+12 and 1234567", []),
        ])
    func phones(text: String, expected: [String]) { #expect(found(text) == expected) }

    @Test(
        "measures",
        arguments: [
            ("60 x 60 cm, 600×1200×10 mm, 24\" x 48\"", ["quantity: 60 x 60 cm", "quantity: 600×1200×10 mm", "quantity: 24\" x 48\""]),
            ("0.5 %, 5-10 kg, ± 0.2 mm, 20 °C", ["quantity: 0.5 %", "quantity: 5-10 kg", "quantity: ± 0.2 mm", "quantity: 20 °C"]),
            ("1 234 m² of 3.5-inch, 16A", ["quantity: 1 234 m²", "quantity: 3.5-inch", "quantity: 16A"]),
            ("the 1990s, in 2019s, 5 in the morning, 12 monkeys, 3 A students, 7", []),
        ])
    func quantities(text: String, expected: [String]) { #expect(found(text) == expected) }

    @Test(
        "codes of products",
        arguments: [
            ("SKU: KR-2041-A, Art. No. 123.456", ["product: KR-2041-A", "product: 123.456"]),
            ("the XR2000-B", ["product: XR2000-B"]),
            ("COVID-19, H2O, MP3, model railway, NATO", []),
        ])
    func products(text: String, expected: [String]) { #expect(found(text) == expected) }

    @Test("matches lie in the text, in order, without overlaps, whatever the bytes", arguments: 0..<20)
    func arbitraryText(seed: UInt64) {
        var generator = SplitMix(state: seed)
        let alphabet = Array("0123456789 .,-/:+()$€%@x×°\"EN ISO mm kg May é\u{A0}中www.http://Tel SKU").map(String.init)
        let text = (0..<400).map { _ in alphabet[Int(generator.next() % UInt64(alphabet.count))] }.joined()
        let bytes = RuleText(text)
        var end = 0
        for match in EntityRules.matches(in: bytes) {
            #expect(match.range.lowerBound >= end && !match.range.isEmpty && match.range.upperBound <= bytes.bytes.count)
            #expect(String(validating: bytes.bytes[match.range], as: UTF8.self) != nil)
            end = match.range.upperBound
        }
    }

    @Test("a megabyte of what nearly matches takes time in proportion")
    func nearMatches() {
        // One of each kind that could look far ahead from every position.
        for part in ["a.", "1 ", "1,", "EN ", "www.", "a-", "+1(", "1x", "1-"] {
            let text = RuleText(String(repeating: part, count: 200_000 / part.utf8.count))
            #expect(EntityRules.matches(in: text).count <= text.bytes.count)
        }
    }
}

/// A small generator with a seed: the same texts in every run.
private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
