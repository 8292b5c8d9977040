import Backends
import DocumentModel
import TextAnalysis

/// What speaks for and against a sentence being the answer to a question.
struct AnswerEvidence: Hashable, Sendable {
    /// Share of the question's words, by weight, that the sentence has.
    var coverage: Double
    /// The same with its headings, its document's title and the sentence before.
    var contextCoverage: Double
    /// Of the question's words that the sentence has, added up: 0 for one that all chunks have, 1 for one that hardly any has.
    var matchedRarity: Double
    /// Share of the question's names and numbers that all of its passage lacks; 0 when the question has none.
    var missingNames: Double
    /// Whether a number, date, person or place is asked for and the sentence has none.
    var lacksKind: Bool
    /// Whether "how large" or "how old" is asked and the sentence has no number with a unit of it.
    var lacksMeasure: Bool
    /// Different words of the question.
    var wordCount: Int
    var isGerman: Bool
    /// Of sentence and question; `nil` when their meanings were not compared.
    var cosine: Double?
}

/// Looks at the likeliest sentences once more, and says how likely each is the answer.
struct AnswerJudge: Sendable {
    private let question: Question
    private let words: QuestionWords
    private let cues: AnswerCues
    private let names: [String]
    private let stemsOfPassages: [ChunkID: Set<String>]

    /// - Parameters:
    ///   - passages: all that were found: they tell which of the question's words are rare there.
    ///   - counts: of the question's stems in all that could have been found; `nil` when nobody can tell: then the passages do.
    init(_ question: Question, _ passages: [IndexedChunk], _ counts: WordCounts?) {
        self.question = question
        let stems = passages.map { passage in
            let text = ([passage.documentTitle] + passage.chunk.headings + [passage.chunk.text]).joined(separator: " ")
            return (passage.id, question.stems(of: text))
        }
        stemsOfPassages = Dictionary(stems, uniquingKeysWith: { first, _ in first })
        let known =
            counts
            ?? WordCounts(
                chunkCount: stems.count, counts: question.stems.map { stem in stems.count { $0.1.contains(stem) } })
        words = QuestionWords(question, in: stems.map(\.1), rarity: WordRarity(question.stems, known))
        cues = AnswerCues(question: question)
        let named = Names.of(question.text, language: question.language).flatMap { Question.stems($0, question.language) }
        names = (named + question.stems.filter { $0.contains(where: \.isNumber) }).filter { !question.hints.contains($0) }
    }

    func evidence(for ranked: SentenceRanking.Ranked, cosine: Double?) -> AnswerEvidence {
        let sentence = ranked.sentence
        let context = question.stems(of: sentence.documentTitle + " " + sentence.context)
        let passage = stemsOfPassages[sentence.chunk] ?? []
        let missing = names.count { SoftMatch.worth(of: $0, in: passage) == 0 }
        return AnswerEvidence(
            coverage: words.coverage(by: ranked.stems), contextCoverage: words.coverage(by: ranked.stems, context),
            matchedRarity: words.rarity(in: ranked.stems), missingNames: names.isEmpty ? 0 : Double(missing) / Double(names.count),
            lacksKind: question.kind.isOfThings && cues.strength(in: sentence.text) == 0, lacksMeasure: cues.lacksMeasure(sentence.text),
            wordCount: question.stems.count,
            isGerman: question.language == "de", cosine: cosine)
    }
}

extension QuestionKind {
    /// Whether what answers it can be told from other words.
    fileprivate var isOfThings: Bool {
        switch self {
        case .quantity, .time, .person, .place: true
        case .reason, .definition, .other: false
        }
    }
}
