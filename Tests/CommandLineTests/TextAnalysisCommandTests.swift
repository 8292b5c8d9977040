import Testing

@Suite("mivaa infer analysis")
struct TextAnalysisCommandTests {
    private func lines(_ subject: String, _ input: String, language: String = "en") throws -> [String] {
        let result = try CommandLine.run(["infer", "analysis", subject, "--language", language], input: Array(input.utf8))
        #expect(result.status == 0, "\(result.errors)")
        return result.output.split(separator: "\n").map(String.init)
    }

    @Test("each line is answered as JSON")
    func subjects() throws {
        #expect(
            try lines("language", "The end of the day is near.\nDas Ende des Tages ist nah und es wird kalt.\n4711\n") == [
                "\"en\"", "\"de\"", "null",
            ])
        #expect(try lines("syllables", "university\n") == ["5"])
        #expect(try lines("syllables", "Straßenbahn\n", language: "de") == ["3"])
        #expect(try lines("keywords", "too short\n") == ["[]"])
    }

    @Test("the installed word list tells good from bad")
    func sentiment() throws {
        let scores = try lines("sentiment", "This is a wonderful and happy day.\nThis is a terrible and sad day.\n").compactMap { Double($0) }
        #expect(scores.count == 2)
        #expect(scores[0] > 0.5 && scores[1] < -0.5)
    }
}
