import Backends
import Testing

@testable import Inference

@Suite("Names from a token classifier")
struct NameDecoderTests {
    private let decoder: NameDecoder

    init() throws {
        decoder = NameDecoder(tags: try NameTags(file: "O\nB-PER\nI-PER\nB-LOC\nI-LOC\nB-MISC\nI-MISC\n"))
    }

    private func piece(_ range: Range<Int>, begins: Bool = true) -> WordPieceTokenizer.Piece { .init(id: 9, word: range, beginsWord: begins) }

    /// Probabilities with one tag at `value`, the rest outside.
    private func row(_ tag: Int, _ value: Float = 0.9) -> [Float] {
        var row = [Float](repeating: 0, count: 7)
        row[0] = 1 - value
        row[tag] += value
        return row
    }

    @Test("words that go on with a name join it; a beginning starts another")
    func joining() {
        let names = decoder.names(
            [piece(0..<4), piece(5..<9), piece(10..<14), piece(15..<19)], probabilities: [row(1), row(2), row(1), row(3)])
        #expect(names.map(\.range) == [0..<9, 10..<14, 15..<19])
        #expect(names.map(\.kind) == [.person, .person, .location])
    }

    @Test("the pieces of a word count together")
    func pieces() {
        let names = decoder.names([piece(0..<6), piece(0..<6, begins: false)], probabilities: [row(1, 0.9), row(2, 0.5)])
        #expect(names.count == 1)
        #expect(abs((names.first?.score ?? 0) - 0.7) < 1e-6)
    }

    @Test("kinds that are not ours are no names, and part others")
    func foreignKinds() {
        let names = decoder.names([piece(0..<1), piece(2..<3), piece(4..<5)], probabilities: [row(1), row(5), row(2)])
        #expect(names.map(\.range) == [0..<1, 4..<5])
    }

    @Test("labels without O, or none, are refused", arguments: ["", "B-PER\nI-PER\n"])
    func badLabels(file: String) {
        #expect(throws: RecognitionError.self) { try NameTags(file: file) }
    }

    @Test("windows decide on each piece once, the last ones too", arguments: [1, 253, 254, 255, 400, 1000])
    func windows(count: Int) {
        let windows = Window.windows(ofText: 0, pieceCount: count, size: 254, shared: 64)
        #expect(windows.flatMap(\.deciding).elementsEqual(0..<count))
        for window in windows {
            #expect(
                window.range.count <= 254 && window.range.contains(window.deciding.lowerBound)
                    && window.deciding.upperBound <= window.range.upperBound)
            // Context on the side where text goes on.
            #expect(window.range.upperBound == count || window.deciding.upperBound <= window.range.upperBound - 32)
            #expect(window.deciding.lowerBound == 0 || window.deciding.lowerBound >= window.range.lowerBound + 32)
        }
    }

    @Test("confidence rises with the score and stays between 0 and 1", arguments: Entity.Kind.allCases)
    func reliability(kind: Entity.Kind) {
        for isCapitalized in [true, false] {
            let values = (0...100).map { Reliability.confidence(of: kind, score: Double($0) / 100, isCapitalized: isCapitalized) }
            #expect(values == values.sorted())
            #expect(values.allSatisfy { (0...1).contains($0) })
        }
    }

    @Test("rules win where a name touches what they match, and handles are no names")
    func merging() {
        let text = RuleText("Ann at EN 14411 #Paris Rome")
        let names: [NameDecoder.Name] = [
            .init(kind: .person, range: 0..<3, score: 0.99), .init(kind: .location, range: 7..<9, score: 0.99),
            .init(kind: .location, range: 17..<22, score: 0.99), .init(kind: .location, range: 23..<27, score: 0.99),
        ]
        #expect(EntityFinder.merged(text, names: names).map(\.text) == ["Ann", "EN 14411", "Rome"])
    }

    @Test("signs at the ends are no part of a name, and initials do not part it")
    func initials() {
        let text = RuleText("(James D. Bulloch), &")
        let names: [NameDecoder.Name] = [
            .init(kind: .person, range: 0..<8, score: 0.9), .init(kind: .person, range: 8..<18, score: 0.7),
            .init(kind: .organization, range: 20..<21, score: 0.9),
        ]
        let tidied = EntityFinder.tidied(names, in: text)
        #expect(tidied.map(\.range) == [1..<17])
        #expect(tidied.map(\.kind) == [.person])
    }

    @Test("texts are batched by size; one that is too large is refused")
    func batches() throws {
        let half = String(repeating: "a", count: 70_000)
        #expect(try EntityFinder.batches(["a", half, half, "b"]) == [0..<2, 2..<4])
        #expect(throws: RecognitionError.self) { try EntityFinder.batches([String(repeating: "a", count: EntityFinder.maximumTextBytes + 1)]) }
    }
}
