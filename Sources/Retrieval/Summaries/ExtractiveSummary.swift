import DocumentModel
import Foundation

/// Summaries made of the documents' own sentences.
package struct ExtractiveSummary: Sendable {
    package static let method =
        "the documents' own sentences: graph ranking (LexRank) with title, headings and position, without repetitions (MMR)"
    /// Sentences of a paragraph.
    private static let sentencesOfParagraph = 5
    private static let mostSectionsOfExecutive = 12

    private let source: SummarySource
    private let graph: SentenceGraph
    private let choice: SentenceChoice
    private let options: SummaryOptions

    /// - Parameter language: BCP 47; `nil` to tell it from the text.
    /// - Throws: when there is no whole sentence.
    package init(_ documents: [DocumentOutline], _ options: SummaryOptions, language: String? = nil) throws(SummaryError) {
        source = SummarySource(documents, language: language)
        guard !source.sentences.isEmpty else { throw .tooLittleText }
        graph = SentenceGraph(source)
        choice = SentenceChoice(source, graph, focus: options.focusAreas)
        self.options = options
    }

    package var language: String? { source.language }

    package func summary() -> DocumentSummary {
        let chosen = choice.choose(words: options.words)
        let sentences = ordered(chosen)
        let text =
            switch options.style {
            case .paragraph: paragraphs(sentences)
            case .bulletPoints: sentences.map { "- \($0.plain)" }.joined(separator: "\n")
            case .executive: executive(chosen)
            }
        var summary = DocumentSummary(
            text: text, keyPoints: keyPoints, keyQuotes: options.includesQuotes ? keyQuotes : [], sentences: sentences.map(quote),
            method: Self.method, model: "extractive", language: source.language, wordCount: Self.words(of: text),
            sourceWordCount: source.wordCount, confidence: coverage(of: text), warnings: [])
        if source.isCut { summary.warnings.append("Only the first \(SummarySource.mostSentences) sentences were looked at.") }
        if !choice.hasFocus { summary.warnings.append("Nothing in the text speaks of the focus areas.") }
        return summary
    }

    // MARK: Styles

    private func paragraphs(_ sentences: [SummarySentence]) -> String {
        var paragraphs: [[String]] = []
        var last: Int?
        for sentence in sentences {
            if last != sentence.document || (paragraphs.last?.count ?? 0) >= Self.sentencesOfParagraph { paragraphs.append([]) }
            paragraphs[paragraphs.count - 1].append(sentence.plain)
            last = sentence.document
        }
        return paragraphs.map { $0.joined(separator: " ") }.joined(separator: "\n\n")
    }

    /// The two most important sentences, the other ones as points, and for long ones the best sentence of each section.
    private func executive(_ chosen: [Int]) -> String {
        let overview = ordered(Array(chosen.prefix(2)))
        let rest = ordered(Array(chosen.dropFirst(2)))
        var parts = ["**Overview.** " + overview.map(\.plain).joined(separator: " ")]
        if !rest.isEmpty { parts.append("**Key points**\n\n" + rest.map { "- \($0.plain)" }.joined(separator: "\n")) }
        if options.length == .long {
            let taken = Set(chosen)
            let lines = bestOfSections(except: taken).map { "- **\($0.title)**: \($0.sentence.plain)" }
            if !lines.isEmpty { parts.append("**By section**\n\n" + lines.joined(separator: "\n")) }
        }
        return parts.joined(separator: "\n\n")
    }

    private func bestOfSections(except taken: Set<Int>) -> [(title: String, sentence: SummarySentence)] {
        var best: [Int: [Int: Int]] = [:]
        for node in graph.nodes.indices where !taken.contains(node) {
            let sentence = source.sentences[graph.nodes[node]]
            guard !source.documents[sentence.document].sections[sentence.section].title.isEmpty else { continue }
            let known = best[sentence.document]?[sentence.section]
            if known.map({ choice.scores[node] > choice.scores[$0] }) ?? true { best[sentence.document, default: [:]][sentence.section] = node }
        }
        let nodes = best.values.flatMap(\.values).sorted { (choice.scores[$0], $1) > (choice.scores[$1], $0) }.prefix(Self.mostSectionsOfExecutive)
        return ordered(Array(nodes)).map { (source.documents[$0.document].sections[$0.section].title, $0) }
    }

    // MARK: Points and quotes

    private var keyPoints: [String] {
        ordered(choice.choose(words: .max, atMost: options.length.points)).map(\.plain)
    }

    /// The highest scores first; none that repeats another.
    var keyQuotes: [DocumentSummary.Quote] {
        choice.choose(words: .max, atMost: options.length.points).map { quote(source.sentences[graph.nodes[$0]]) }
    }

    private func quote(_ sentence: SummarySentence) -> DocumentSummary.Quote {
        let outline = source.documents[sentence.document]
        let passage = outline.passages[sentence.passage]
        let regions = passage.content.regions(of: sentence.range)
        return .init(
            text: sentence.text, document: sentence.document, source: outline.title, section: outline.sections[sentence.section].title,
            page: regions.first?.page, regions: regions)
    }

    /// In the order of the documents.
    private func ordered(_ nodes: [Int]) -> [SummarySentence] {
        nodes.map { graph.nodes[$0] }.sorted().map { source.sentences[$0] }
    }

    // MARK: Measures

    static func words(of text: String) -> Int { WordToken.cut(text).count { !$0.isSign } }

    /// Share of the weight of the subject words: words that come often and not everywhere weigh most.
    private func coverage(of text: String) -> Double {
        var copy = source
        let own = Set(copy.subjectWords(of: text))
        var counts: [Int32: Float] = [:]
        for sentence in source.sentences { for word in sentence.words { counts[word, default: 0] += 1 } }
        var (covered, all) = (0.0, 0.0)
        for (word, count) in counts where count > 1 || counts.count < Self.fewWords {
            // Twice as often is not twice as important.
            let weight = Double(graph.weights[Int(word)]) * Double(count).squareRoot()
            all += weight
            if own.contains(word) { covered += weight }
        }
        return all > 0 ? covered / all : 0
    }

    /// In texts of fewer different words, those that come once say what it is about too.
    private static let fewWords = 60

    // MARK: For a model

    /// The most important sentences within a number of words, in order, each document under its title: what a model reads of a text that
    /// is too long for it.
    func digest(words: Int) -> [SummarySentence] { ordered(choice.choose(words: words)) }

    var all: SummarySource { source }
}
