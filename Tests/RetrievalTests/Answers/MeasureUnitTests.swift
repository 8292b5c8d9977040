import Testing

@testable import Retrieval

@Suite("Units of what is asked for")
struct MeasureUnitTests {
    @Test(
        "a number measures when it stands with a unit of what is asked for",
        arguments: [
            ("How far is it?", "340 miles away", true), ("How far is it?", "two days by boat", false), ("How far is it?", "It is 45km.", true),
            ("How old was she?", "at age 39", true), ("How old was she?", "over the age of 18", true),
            ("How old was she?", "each year since 1990", false),
            ("How old are they?", "515 million years", true), ("How long did it last?", "until 1939", true),
            ("How long is it?", "several weeks", true),
            ("How long is it?", "two kilometres of road", true), ("How large is the fund?", "$37.6 billion", true),
            ("How large is the lake?", "1.5 million square kilometres", true), ("How large is the lake?", "3 storms in 2016", false),
            ("How heavy is it?", "31 kg", true), ("Wie alt ist er?", "im Alter von 38", true),
            ("Wie lange dauert es?", "bis zum Ende", true), ("Wie weit ist es?", "340 Meilen", true), ("Wie weit ist es?", "340 Leute", false),
        ])
    func measures(question: String, sentence: String, isMeasure: Bool) throws {
        #expect(try #require(MeasureUnits(Question(question))).measure(sentence) == isMeasure)
    }

    @Test(
        "other questions ask for no unit",
        arguments: [
            "How many people live there?", "Wie hoch war die Einwohnerzahl?", "Wie groß war die Familie?", "When was it built?", "How is it?",
        ])
    func others(question: String) { #expect(MeasureUnits(Question(question)) == nil) }
}
