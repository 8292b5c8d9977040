import ArgumentParser
import Backends
import Chunking
import DocumentModel
import Foundation
import Inference
import Retrieval

extension InferCommand {
    /// Answers questions without a language model, for measurements: each line of input is a document or a question.
    struct Answers: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "For each question the answer as JSON, and how the likeliest sentences were judged.",
            discussion: """
                Lines of input: {"id", "title", "text"} for a document of one chunk, {"question", "without": [ids]} for a question to the \
                documents but those.
                """)

        @OptionGroup var model: Model
        @Option(help: "keyword or hybrid.") var mode = SearchCommand.Mode.hybrid
        @Option(help: "BCP 47 tag of the documents' language.") var language = "en"
        @Flag(help: "With the sentences that the answer was chosen from and what spoke for and against each.") var evidence = false

        private struct Line: Decodable {
            var id: String?
            var title: String?
            var text: String?
            var question: String?
            var without: [String]?
        }

        private struct Report: Encodable {
            struct Sentence: Encodable {
                var document: String
                var text: String
                var likelihood: Double?
                var evidence: [String: Double]?
            }

            var isAnswered: Bool
            var confidence: Double
            var sentences: [Sentence]
            var judged: [Sentence]?
            var seconds: Double
        }

        func run() async throws {
            let lines = try Lines.all().map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
            let shelf = FileShelf()
            var names: [DocumentID: String] = [:]
            for (number, line) in lines.enumerated() where line.question == nil {
                let id = await shelf.add(title: line.title ?? "", text: line.text ?? "", language: language, number: number)
                names[id] = line.id ?? "\(number)"
            }
            let answerer = try await answerer(of: shelf)
            for line in lines where line.question != nil { try await answer(line, answerer, names) }
        }

        private func answerer(of shelf: FileShelf) async throws -> Answerer {
            guard mode != .keyword else {
                let searcher = Searcher(index: shelf.index) { () throws(RecognitionError) in throw .cancelled }
                return Answerer(finder: searcher, reader: IndexReader(shelf.index))
            }
            let embedder = try await SentenceEmbedder.open(try model.load(), runtime: try InferenceLocation.runtime())
            try await shelf.embed(by: embedder)
            let searcher = Searcher(index: shelf.index) { () throws(RecognitionError) in embedder }
            return Answerer(finder: searcher, reader: IndexReader(shelf.index), embedder: { embedder })
        }

        private func answer(_ line: Line, _ answerer: Answerer, _ names: [DocumentID: String]) async throws {
            var request = AnswerRequest(line.question ?? "")
            request.mode = SearchRequest.Mode(rawValue: mode.rawValue) ?? .hybrid
            let without = Set(line.without ?? [])
            if !without.isEmpty { request.filters.documents = names.filter { !without.contains($0.value) }.map(\.key) }
            let start = ContinuousClock.now
            let (answer, judged) = try await answerer.examined(request, in: .workspace(FileShelf.workspace))
            let time = ContinuousClock.now - start
            var report = Report(
                isAnswered: answer.isAnswered, confidence: answer.confidence,
                sentences: answer.sentences.map { sentence in
                    .init(document: sentence.citations.first.flatMap { names[$0.chunk.document] } ?? "", text: sentence.text)
                }, seconds: time / .seconds(1))
            if evidence {
                report.judged = judged.map {
                    .init(document: names[$0.document] ?? "", text: $0.text, likelihood: $0.likelihood, evidence: $0.evidence)
                }
            }
            let encoder = JSONEncoder()
            encoder.keyEncodingStrategy = .convertToSnakeCase
            encoder.outputFormatting = .withoutEscapingSlashes
            Terminal.write(String(decoding: try encoder.encode(report), as: UTF8.self) + "\n")
        }
    }
}

extension FileShelf {
    /// A document of one chunk that no file is behind.
    ///
    /// - Parameter number: another for each.
    func add(title: String, text: String, language: String, number: Int) async -> DocumentID {
        let id = DocumentID(prefix: "line", milliseconds: 0, entropy: (0, UInt64(number)))
        let place = Rectangle(left: 0, top: 0, right: 1, bottom: 1)
        let chunk = Chunk(
            index: 0, kind: .text, text: text, headings: title.isEmpty ? [] : [title], regions: [Region(page: 1, rectangle: place)],
            blocks: [0], tokenCount: TokenEstimate.count(text))
        let document = SearchedDocument(id: id, title: title, mimeType: "text/plain", language: language, uploadedAt: Timestamp(milliseconds: 0))
        await index.add(document, [chunk], to: FileShelf.workspace)
        return id
    }
}
