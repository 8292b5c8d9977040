package import Backends
import DocumentModel

/// Answers questions from documents, and says for every sentence where it stands.
///
/// Question -> what it refers to -> passages -> their neighbours -> the best of them -> written by a model within its budget, or quoted ->
/// every sentence held against its source.
package struct Answerer: Sendable {
    /// Hits looked at for each passage that the answer may stand on: the order of a search is not that of an answer.
    private static let hitsPerPassage = 3
    private static let fewestHits = 12
    /// Within what a search takes.
    private static let mostSearchedWords = 100
    private static let longestQuery = 3800

    /// The model that compares meanings, loaded when it is first needed; `nil` for words alone.
    package typealias EmbedderSource = @Sendable () async -> (any TextEmbedder)?

    private let finder: any PassageFinder
    private let reader: (any ChunkReader)?
    private let embedder: EmbedderSource
    private let random: @Sendable () -> (UInt64, UInt64)

    /// - Parameters:
    ///   - reader: of what stands beside a passage; `nil` where there is nothing but the passages.
    ///   - random: 128 random bits for the marks in a prompt.
    package init(
        finder: any PassageFinder, reader: (any ChunkReader)?, embedder: @escaping EmbedderSource = { nil },
        random: @escaping @Sendable () -> (UInt64, UInt64) = { (.random(in: .min ... .max), .random(in: .min ... .max)) }
    ) {
        self.finder = finder
        self.reader = reader
        self.embedder = embedder
        self.random = random
    }

    /// The whole answer.
    package func answer(_ request: AnswerRequest, in scope: Scope) async throws(AnswerError) -> Answer {
        try await answer(request, in: scope) { _ in }
    }

    /// The whole answer; `tell` hears of its parts as they become known, the last of them the answer.
    package func answer(
        _ request: AnswerRequest, in scope: Scope, tell: @Sendable (AnswerEvent) async -> Void
    ) async throws(AnswerError) -> Answer {
        let (question, results) = try await found(request, in: scope)
        let passages = try await passages(question, results, request, in: scope)
        await tell(.sources(passages.sources))
        if Task.isCancelled { throw .cancelled }
        var answer = try await written(request, question, passages, tell) ?? extracted(question, passages)
        if answer.model == Answer.extractive { await tell(.piece(answer.text)) }
        answer.warnings = results.warnings + answer.warnings
        await tell(.finished(answer))
        return answer
    }

    /// An answer without a model and the sentences that it was chosen from, the likeliest first, for measurements.
    package func examined(_ request: AnswerRequest, in scope: Scope) async throws(AnswerError) -> (answer: Answer, judged: [JudgedSentence]) {
        let (question, results) = try await found(request, in: scope)
        let passages = try await passages(question, results, request, in: scope)
        return (extracted(question, passages), passages.ranked.compactMap(JudgedSentence.init))
    }

    // MARK: Finding

    private func passages(
        _ question: Question, _ results: SearchResults, _ request: AnswerRequest, in scope: Scope
    ) async throws(AnswerError) -> Passages {
        let embedder = request.mode == .keyword ? nil : await embedder()
        let selection = PassageSelection(question: question, reader: reader, embedder: embedder, limit: request.mostPassages)
        do throws(StoreError) {
            return try await selection.passages(of: request.extraPassages + results.hits, in: scope)
        } catch {
            throw .store(error)
        }
    }

    private func found(_ request: AnswerRequest, in scope: Scope) async throws(AnswerError) -> (Question, SearchResults) {
        let asked = request.question.trimmed
        guard !asked.isEmpty, asked.unicodeScalars.count <= AnswerRequest.longestQuestion else {
            throw .unusableQuestion("A question has from 1 to \(AnswerRequest.longestQuestion) characters.")
        }
        let followUp = FollowUp(turns: request.turns)
        let resolved: String
        if let model = request.model, !request.turns.isEmpty {
            resolved = await followUp.resolved(asked, by: model)
        } else {
            resolved = followUp.resolved(asked)
        }
        let question = Question(resolved, asked: resolved.hasPrefix(asked) ? asked : nil)
        guard !question.stems.isEmpty else { throw .unusableQuestion("The question has no word to look for.") }
        var search = SearchRequest(Self.plain(resolved))
        search.mode = request.mode
        search.filters = request.filters
        search.leastSimilarity = request.leastSimilarity
        search.limit = max(Self.fewestHits, request.mostPassages * Self.hitsPerPassage)
        do throws(SearchError) {
            return (question, try await finder.find(search, in: scope))
        } catch {
            throw .search(error)
        }
    }

    /// The question's words, without the signs that a search reads as orders: a question is no query.
    private static func plain(_ question: String) -> String {
        let words = question.split { $0.isWhitespace || "\":()*^~|".contains($0) }.map { $0.drop { "+-!".contains($0) } }.filter { !$0.isEmpty }
        var query = ""
        for word in words.prefix(mostSearchedWords) {
            let next = ["OR", "AND", "NOT"].contains(word) ? word.lowercased() : String(word)
            guard query.utf8.count + next.utf8.count < longestQuery else { break }
            query += query.isEmpty ? next : " " + next
        }
        // One word of a script without spaces may be all of it.
        return query.isEmpty ? String(question.prefix(longestQuery / 4)) : query
    }

    // MARK: Without a model

    private func extracted(_ question: Question, _ passages: Passages) -> Answer {
        let extractive = ExtractiveAnswer(question: question, passages: passages)
        let chosen = extractive.chosen()
        guard let best = chosen.first else { return unanswered(extractive, question, passages) }
        return Answer(
            text: extractive.answerText(of: chosen), sentences: extractive.sentences(of: chosen), sources: passages.sources, isAnswered: true,
            confidence: Self.rounded(best.likelihood), completeness: Self.rounded(question.coverage(by: chosen.map(\.stems))),
            model: Answer.extractive, usage: nil, searchedFor: question.text, warnings: [])
    }

    private func unanswered(_ extractive: ExtractiveAnswer, _ question: Question, _ passages: Passages) -> Answer {
        let related = extractive.related()
        var text = NothingFound.text(language: question.language)
        if !related.isEmpty { text += " \(NothingFound.closest(language: question.language)) \(extractive.text(of: related))" }
        return Answer(
            text: text, sentences: extractive.sentences(of: related, .related), sources: passages.sources, isAnswered: false, confidence: 0,
            completeness: 0, model: Answer.extractive, usage: nil, searchedFor: question.text, warnings: [])
    }

    // MARK: With a model

    /// `nil` when there is none, or when there is nothing to give it: then nothing can be written.
    private func written(
        _ request: AnswerRequest, _ question: Question, _ passages: Passages, _ tell: @Sendable (AnswerEvent) async -> Void
    ) async throws(AnswerError) -> Answer? {
        guard let model = request.model, !passages.all.isEmpty else { return nil }
        let answerTokens = AnswerPrompt.answerTokens(wanted: request.maximumTokens, context: model.contextTokens)
        let prompt = AnswerPrompt(
            question, asked: request.question, passages, turns: request.turns, boundary: PromptBoundary(random: random()),
            contextTokens: model.contextTokens, answerTokens: answerTokens)
        let options = LanguageOptions(
            temperature: request.temperature, maximumTokens: answerTokens)
        let draft = await Draft.of(model, prompt.messages, options, tell)
        if draft.problem == .cancelled || Task.isCancelled { throw .cancelled }
        var warnings = suspicions(passages)
        if let problem = draft.problem { warnings.append(problem.sentence) }
        guard !draft.text.isEmpty else {
            var answer = extracted(question, passages)
            if draft.problem == nil { warnings.append("The language model wrote nothing.") }
            answer.warnings = warnings + ["The sentences are quoted instead."]
            return answer
        }
        var answer = await checked(draft.text, request, question, passages)
        answer.usage = draft.usage
        answer.warnings = warnings + answer.warnings
        return answer
    }

    private func checked(_ text: String, _ request: AnswerRequest, _ question: Question, _ passages: Passages) async -> Answer {
        let written = WrittenAnswer(text, language: question.language)
        let name = request.model?.name ?? Answer.extractive
        var answer = Answer(
            text: NothingFound.text(language: question.language), sentences: [], sources: passages.sources, isAnswered: false, confidence: 0,
            completeness: 0, model: name, usage: nil, searchedFor: question.text, warnings: [])
        guard !written.saysNothingFound, !written.sentences.isEmpty else { return answer }
        let check = SupportCheck(question, passages, embedder: request.mode == .keyword ? nil : await embedder())
        answer.sentences = await check.checked(written)
        answer.text = Self.text(of: answer.sentences, passages)
        answer.isAnswered = answer.sentences.contains { $0.verdict != .remark }
        let stems = answer.sentences.map { $0.citations.map(\.quote).joined(separator: " ") }.map { question.stems(of: $0) }
        answer.completeness = Self.rounded(question.coverage(by: stems))
        answer.confidence = Self.rounded(Self.support(of: answer.sentences) * (0.5 + 0.5 * answer.completeness))
        let unsupported = answer.sentences.count { $0.verdict == .unsupported }
        if unsupported > 0 { answer.warnings.append("\(unsupported) of \(answer.sentences.count) sentences are not supported by the sources.") }
        return answer
    }

    /// The sentences with the numbers of what they cite.
    private static func text(of sentences: [AnswerSentence], _ passages: Passages) -> String {
        sentences.map { sentence in
            let numbers = Set(sentence.citations.compactMap { passages.number(of: $0.chunk) }).sorted()
            return sentence.text + (numbers.isEmpty ? "" : " " + numbers.map { "[\($0)]" }.joined())
        }.joined(separator: " ")
    }

    /// Mean over all that can be supported, longer sentences weighing more.
    private static func support(of sentences: [AnswerSentence]) -> Double {
        let counted = sentences.filter { $0.verdict != .remark }
        let all = counted.reduce(0) { $0 + $1.text.count }
        return all == 0 ? 0 : counted.reduce(0) { $0 + $1.support * Double($1.text.count) } / Double(all)
    }

    private func suspicions(_ passages: Passages) -> [String] {
        let numbers = passages.all.filter { SuspiciousText.isIn($0.found.chunk.text) }.map { "[\($0.number)]" }
        return numbers.isEmpty ? [] : ["Text in \(numbers.joined(separator: " ")) speaks to a language model; it was given as a quote only."]
    }

    private static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}

/// What a model wrote, as far as it got.
private struct Draft {
    var text = ""
    var usage: TokenUsage?
    /// Why it did not get to the end.
    var problem: LanguageModelError?

    static func of(
        _ model: any LanguageModel, _ messages: [LanguageMessage], _ options: LanguageOptions, _ tell: @Sendable (AnswerEvent) async -> Void
    ) async -> Draft {
        var draft = Draft()
        var filter = OutputFilter()
        do {
            for try await piece in model.write(messages, options) {
                draft.text += piece.text
                draft.usage = piece.usage ?? draft.usage
                let shown = filter.take(piece.text)
                if !shown.isEmpty { await tell(.piece(shown)) }
            }
        } catch let error as LanguageModelError {
            draft.problem = error
        } catch is CancellationError {
            draft.problem = .cancelled
        } catch {
            draft.problem = .unavailable("the language model failed")
        }
        let rest = filter.finish()
        if !rest.isEmpty { await tell(.piece(rest)) }
        return draft
    }
}

extension LanguageModelError {
    /// For people.
    package var sentence: String {
        switch self {
        case .notConfigured(let what): what
        case .unavailable(let what): "The language model did not answer: \(what)."
        case .busy(let waiting): "The language model is busy (\(waiting) are waiting)."
        case .refused(let what): "The language model refused the request: \(what)."
        case .cancelled: "The request was cancelled."
        }
    }
}

extension Question {
    func stems(of text: String) -> Set<String> { Set(Question.stems(text, language)) }

    /// Share of the question's words that one of the sets has.
    func coverage(by sets: [Set<String>]) -> Double {
        guard !stems.isEmpty else { return 0 }
        return Double(stems.count { stem in sets.contains { $0.contains(stem) } }) / Double(stems.count)
    }
}
