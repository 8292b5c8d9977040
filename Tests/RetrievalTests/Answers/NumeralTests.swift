import Testing

@testable import Retrieval

@Suite("Numbers in texts")
struct NumeralTests {
    private func isKnown(_ number: String, in text: String) -> Bool {
        Numerals(in: number).values.allSatisfy { Numerals(in: text).contains($0) }
    }

    @Test(
        "a number is the same however it is written",
        arguments: [
            ("1,240.50", "It costs 1.240,50 EUR"), ("1240.5", "It costs 1 240,50 EUR"), ("3 million", "3,000,000 people"), ("12%", "12 %"),
            ("2.5 bn", "2,500 million"), ("1'000", "1000 m"), ("5 May 2024", "2024-05-05"), ("10:30", "at 10.30 and 10 and 30"),
            ("0.50", "0,5"), ("007", "7 lives"), ("1\u{202F}500", "1500"),
        ])
    func same(number: String, text: String) { #expect(isKnown(number, in: text)) }

    @Test(
        "another number is another number",
        arguments: [("1,241.50", "1,240.50"), ("12", "120"), ("0.5", "5"), ("2023", "2024"), ("3", "3,000,000"), ("24", "INV-2041")])
    func other(number: String, text: String) { #expect(!isKnown(number, in: text)) }

    @Test("a point at the end of a sentence and a list of numbers are no parts of a number")
    func ends() {
        #expect(Numerals(in: "It was 12. Then 3, 4 and 5.").values.map(\.text) == ["12", "3", "4", "5"])
        #expect(Numerals(in: "").values.isEmpty)
    }
}

@Suite("Sentences that say opposite things")
struct PolarityTests {
    @Test(
        "are found by single words",
        arguments: [
            ("Smoking is allowed here.", "Smoking is not allowed here."), ("Sales rose in May.", "Sales fell in May."),
            ("It must be paid before 5 May.", "It must be paid after 5 May."), ("Der Umsatz ist gestiegen.", "Der Umsatz ist gesunken."),
            ("The maximum is 5.", "The minimum is 5."), ("He didn't sign.", "He signed."),
        ])
    func contradictions(first: String, second: String) {
        #expect(Polarity.contradict(first, second, language: "en"))
        #expect(Polarity.contradict(second, first, language: "en"))
    }

    @Test(
        "the same thing in other words is no contradiction",
        arguments: [
            ("Sales rose in May.", "In May sales increased."), ("It is not allowed.", "It is never permitted."), ("Sales rose and fell.", "Sales fell."),
        ])
    func agreement(first: String, second: String) { #expect(!Polarity.contradict(first, second, language: "en")) }
}
