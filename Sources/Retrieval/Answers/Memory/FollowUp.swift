import Backends
import TextAnalysis

/// Makes of a question that leans on earlier ones a question that stands by itself.
struct FollowUp: Sendable {
    /// Words of a question that says enough by itself, when nothing in it points back.
    private static let fewestOwnWords = 3
    /// What earlier questions add, at most: more would drown the new one.
    private static let mostAdded = 6
    private static let turnsLookedAt = 3
    /// Tokens of a question.
    private static let rewriteTokens = 60
    private static let longestRewrite = 400

    let turns: [PastTurn]

    /// The question with what it refers to, for a search by words and meaning.
    func resolved(_ question: String) -> String {
        guard !turns.isEmpty else { return question }
        let language = LanguageFinder.language(of: question).language
        let own = ContentWords.stems(of: question, language: language).filter { !QuestionKind.askingWords.contains($0) }
        guard Self.pointsBack(question, own.count) else { return question }
        var known = Set(own)
        var added: [String] = []
        for turn in turns.suffix(Self.turnsLookedAt).reversed() {
            for term in keyTerms(of: turn, language) where known.insert(term.stem).inserted && added.count < Self.mostAdded {
                added.append(term.word)
            }
            // Only a turn that itself says nothing leads to the one before it.
            if added.count >= Self.fewestOwnWords { break }
        }
        return added.isEmpty ? question : "\(question) (\(added.joined(separator: " ")))"
    }

    /// The same by a model; by words when the model does not answer or answers nonsense.
    func resolved(_ question: String, by model: any LanguageModel) async -> String {
        let plain = resolved(question)
        // A question that stands by itself needs no model and no waiting.
        guard plain != question else { return question }
        let history = turns.suffix(Self.turnsLookedAt).map { "Q: \(PromptBoundary.harmless($0.question))\nA: \(PromptBoundary.harmless(String($0.answer.prefix(400))))" }
        let messages = [
            LanguageMessage(
                .system,
                "Rewrite the last question so that it can be understood without the conversation. Replace pronouns by what they stand for. "
                    + "Reply with the question only, in its language."),
            LanguageMessage(.user, history.joined(separator: "\n") + "\nLast question: \(PromptBoundary.harmless(question))"),
        ]
        var written = ""
        do {
            for try await piece in model.write(messages, LanguageOptions(temperature: 0, maximumTokens: Self.rewriteTokens)) {
                written += piece.text
                if written.count > Self.longestRewrite { break }
            }
        } catch {
            return plain
        }
        let rewrite = written.split(whereSeparator: \.isNewline).first.map { String($0).trimmed } ?? ""
        return isUsable(rewrite, question) ? rewrite : plain
    }

    /// A rewrite speaks of what the question or the conversation speaks of; a model that answers instead adds words of its own.
    private func isUsable(_ rewrite: String, _ question: String) -> Bool {
        guard rewrite.count >= question.count / 2, rewrite.count <= Self.longestRewrite else { return false }
        let language = LanguageFinder.language(of: question).language
        let conversation = turns.suffix(Self.turnsLookedAt).map { "\($0.question) \($0.answer)" }.joined(separator: " ")
        let known = Set(ContentWords.stems(of: question + " " + conversation, language: language))
        let stems = ContentWords.stems(of: rewrite, language: language)
        let own = Set(ContentWords.stems(of: question, language: language))
        return !stems.isEmpty && stems.count(where: { known.contains($0) }) * 4 >= stems.count * 3 && own.isSubset(of: Set(stems))
    }

    private static func pointsBack(_ question: String, _ ownCount: Int) -> Bool {
        if ownCount < fewestOwnWords { return true }
        let words = ContentWords.words(of: question.lowercased())
        if words.contains(where: { pronouns.contains($0) }) { return true }
        let padded = words.joined(separator: " ")
        return openings.contains { padded.hasPrefix($0) }
    }

    /// What the question was about, then the names of the answer.
    private func keyTerms(of turn: PastTurn, _ language: String?) -> [(word: String, stem: String)] {
        let words = ContentWords.words(of: turn.question).filter { !QuestionKind.askingWords.contains($0.lowercased()) }
        let asked = words.compactMap { word in ContentWords.stems(of: word, language: language).first.map { (word, $0) } }
        let named = Names.of(turn.answer, language: language).prefix(2).compactMap { word in
            ContentWords.stems(of: word, language: language).first.map { (word, $0) }
        }
        return asked + named
    }

    private static let pronouns: Set<String> = [
        "it", "its", "he", "she", "they", "them", "their", "his", "her", "this", "that", "these", "those", "there", "one", "ones", "er", "sie", "es",
        "ihn", "ihm", "ihr", "ihre", "dessen", "deren", "dies", "diese", "dieser", "dieses", "davon", "dafür", "dort", "il", "elle", "ils", "elles",
        "cela", "ça", "celui", "celle", "y", "en", "ello", "ella", "él", "ellos", "eso", "esto", "lui", "lei", "loro", "questo", "quello", "он", "она",
        "они", "это", "αυτό", "αυτή",
    ]
    private static let openings = [
        "and ", "but ", "what about", "how about", "also ", "then ", "und ", "aber ", "was ist mit", "wie sieht es", "et ", "mais ", "y ", "e ", "i ",
    ]
}
