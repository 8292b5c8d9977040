package import Backends
import DocumentModel
import Foundation
package import TextAnalysis

/// Says of a document's text what can be counted in it.
package struct TextAnalysisDesk: Sendable {
    /// The word list of sentiment, or why there is none.
    package typealias Lexicon = @Sendable () throws(RecognitionError) -> SentimentLexicon

    private let contents: any ContentStore
    private let lexicon: Lexicon
    private let line: WaitingLine

    /// - Parameter line: documents that may be analysed or wait: each takes the memory of its text.
    package init(contents: any ContentStore, lexicon: @escaping Lexicon, line: WaitingLine) {
        self.contents = contents
        self.lexicon = lexicon
        self.line = line
    }

    func analyze(_ document: DocumentRecord, _ request: TextAnalysisRequest, analysisID: String) async throws -> TextAnalysisReply {
        let kinds = request.analysisTypes ?? TextAnalysisRequest.Kind.allCases.filter { $0 != .medical }
        guard !kinds.contains(.medical) else {
            throw APIError(
                .validation, "Medical analysis is not offered: this service has no model that is fit for it.",
                details: ["field": "analysis_types"])
        }
        let options =
            try request.analysisOptions ?? Call.checked(.object([:]), Schema(of: TextAnalysisRequest.Options.self), TextAnalysisRequest.Options.self)
        return try await line.pass {
            let begin = ContinuousClock.now
            let pages = try await contents.pages(of: document.id, in: .workspace(document.workspace), numbers: nil, withContent: true)
            guard !pages.isEmpty else { throw APIError(.conflict, "The document has no text yet: it is still being processed, or it failed.") }
            let lexicon = kinds.contains(.sentiment) ? Result { () throws(RecognitionError) in try self.lexicon() } : nil
            var reply = await OffThreads.run {
                TextReading(text: AnalyzedText(pages: pages), kinds: kinds, options: options, lexicon: lexicon)
                    .reply(of: document, analysisID: analysisID)
            }
            reply.analysisTime = (ContinuousClock.now - begin) / .seconds(1)
            return reply
        }
    }
}

/// One analysis of one text.
private struct TextReading: Sendable {
    let text: AnalyzedText
    let kinds: [TextAnalysisRequest.Kind]
    let options: TextAnalysisRequest.Options
    let lexicon: Result<SentimentLexicon, RecognitionError>?

    func reply(of document: DocumentRecord, analysisID: String) -> TextAnalysisReply {
        let language = language
        var reply = TextAnalysisReply(
            documentId: document.id.rawValue, analysisId: analysisID, analysisResults: .init(language: language), analysisTime: 0,
            analysisTypesPerformed: kinds.contains(.language) ? ["language"] : [], notPerformed: [], methods: ["language": language.method],
            wordsAnalyzed: text.wordCount, isCut: text.isCut)
        for kind in kinds where kind != .language { perform(kind, language.language, &reply) }
        return reply
    }

    private var language: TextAnalysisReply.LanguageResult {
        if let given = options.language, !given.isEmpty, given != "auto" {
            let primary = given.split(separator: "-").first.map { $0.lowercased() } ?? given
            return .init(language: primary, confidence: hasConfidence(1), method: "given with the request")
        }
        let found = LanguageFinder.language(of: text)
        return .init(language: found.language, confidence: hasConfidence(found.lead), method: LanguageFinder.method)
    }

    private func hasConfidence(_ value: Double) -> Double? { options.includeConfidenceScores ? value : nil }

    private func perform(_ kind: TextAnalysisRequest.Kind, _ language: String?, _ reply: inout TextAnalysisReply) {
        do {
            switch kind {
            case .readability: reply.take(try Readability.of(text, language: language), isDetailed: options.detailedResults)
            case .keywords: reply.take(try Keywords.of(text, language: language, limit: options.maxKeywords))
            case .topics: reply.take(try Topics.of(text, language: language, limit: options.maxTopics))
            case .sentiment:
                guard let lexicon = try lexicon?.get() else { return }
                let found = try Sentiment.of(text, language: language, lexicon: lexicon)
                reply.take(found, confidence: hasConfidence(found.confidence))
            case .language, .medical: return
            }
            reply.analysisTypesPerformed.append(kind.rawValue)
        } catch let error as TextAnalysisError {
            reply.notPerformed.append(.init(analysisType: kind.rawValue, code: APIError.Code.validation.rawValue, reason: "\(error)."))
        } catch {
            let known = APIError(error)
            reply.notPerformed.append(.init(analysisType: kind.rawValue, code: known.code.rawValue, reason: known.message))
        }
    }
}

extension TextAnalysisReply {
    fileprivate mutating func take(_ found: Readability, isDetailed: Bool) {
        let isLIX = found.formula == .lix
        analysisResults.readability = ReadabilityResult(
            fleschReadingEase: isLIX ? nil : found.score, fleschKincaidGrade: found.fleschKincaidGrade, lix: isLIX ? found.score : nil,
            readingLevel: found.level.rawValue, formula: found.formula.name, source: found.formula.source,
            counts: isDetailed
                ? .init(
                    sentences: found.counts.sentences, words: found.counts.words, syllables: isLIX ? nil : found.counts.syllables,
                    longWords: found.counts.longWords) : nil)
        methods["readability"] = "\(found.formula.name) (\(found.formula.source))"
    }

    fileprivate mutating func take(_ found: [Keywords.Keyword]) {
        analysisResults.keywords = found.map { .init(keyword: $0.text, frequency: $0.frequency, importance: $0.importance) }
        methods["keywords"] = Keywords.method
    }

    fileprivate mutating func take(_ found: [Topics.Topic]) {
        analysisResults.topics = found.map { .init(topic: $0.name, relevance: $0.relevance, keywords: $0.keywords) }
        methods["topics"] = Topics.method
    }

    fileprivate mutating func take(_ found: Sentiment, confidence: Double?) {
        analysisResults.sentiment = SentimentResult(
            overallSentiment: found.overall.rawValue, confidence: confidence,
            sentimentScores: .init(positive: found.positive, negative: found.negative, neutral: found.neutral), meanScore: found.score,
            sentences: found.sentences)
        methods["sentiment"] = Sentiment.method
    }
}

extension AnalyzedText {
    /// The running text of stored pages: paragraphs, headings, items. Tables, code and what stands in margins are no prose.
    fileprivate init(pages: [PageRecord]) {
        self.init(pages.flatMap { Self.passages(of: $0) })
    }

    /// What is read of a block.
    private struct BlockText: Decodable {
        var kind: String
        var text: String?
    }

    private static func passages(of page: PageRecord) -> [Passage] {
        guard let blocks = try? JSONDecoder().decode([BlockText].self, from: Data(page.blocksJSON.utf8)), !blocks.isEmpty else {
            return page.text.split(separator: "\n\n").map { Passage(.prose, String($0)) }
        }
        return blocks.compactMap { block in
            guard let text = block.text else { return nil }
            switch Block.Kind(rawValue: block.kind) {
            case .paragraph: return Passage(.prose, text)
            case .heading: return Passage(.heading, text)
            // Items are sentences in prose and words in lists of parts.
            case .listItem: return Passage(text.hasSuffix(".") ? .prose : .fragment, text)
            case .caption, .footnote: return Passage(.fragment, text)
            default: return nil
            }
        }
    }
}
