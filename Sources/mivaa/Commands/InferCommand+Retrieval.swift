import ArgumentParser
import Backends
import Chunking
import DocumentModel
import Foundation
import Inference
import Retrieval

extension InferCommand {
    /// Searches, for measurements: each line of input is a document or a query.
    struct Retrieval: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "For each query the names of the documents that fit best, the best first, with tabs between them.",
            discussion: "Lines of input: {\"id\", \"title\", \"text\"} for a document of one chunk, {\"query\"} for a query.")

        @OptionGroup var model: Model
        @Option(help: "keyword, semantic or hybrid.") var mode = SearchCommand.Mode.hybrid
        @Option(help: "BCP 47 tag of the documents' language.") var language = "en"
        @Option(help: "Documents for each query.") var limit = 10

        private struct Line: Decodable {
            var id: String?
            var title: String?
            var text: String?
            var query: String?
        }

        func run() async throws {
            let lines = try Lines.all().map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
            let shelf = FileShelf()
            var names: [DocumentID: String] = [:]
            for (number, line) in lines.enumerated() where line.query == nil {
                names[await shelf.add(title: line.title ?? "", text: line.text ?? "", language: language, number: number)] = line.id
            }
            let searcher: Searcher
            if mode == .keyword {
                searcher = Searcher(index: shelf.index) { () throws(RecognitionError) in throw .cancelled }
            } else {
                let embedder = try await SentenceEmbedder.open(try model.load(), runtime: try InferenceLocation.runtime())
                try await shelf.embed(by: embedder)
                searcher = Searcher(index: shelf.index) { () throws(RecognitionError) in embedder }
            }
            let start = ProcessorTime.now()
            for query in lines.compactMap(\.query) {
                let found = try await searcher.find(request(query), in: .workspace(FileShelf.workspace))
                Terminal.write(found.hits.compactMap { names[$0.found.document] }.joined(separator: "\t") + "\n")
            }
            Terminal.writeError("\(names.count) documents, \(ProcessorTime.now() - start) processor seconds for the queries\n")
        }

        private static let joints = "-.,'/\u{2019}"
        private static let operators: Set = ["OR", "AND", "NOT"]

        /// Signs of the query syntax in questions mean nothing.
        private func request(_ query: String) -> SearchRequest {
            let words = query.split { !$0.isLetter && !$0.isNumber && !Self.joints.contains($0) }.map { $0.drop(while: Self.joints.contains) }
            var request = SearchRequest(words.filter { !$0.isEmpty && !Self.operators.contains(String($0)) }.joined(separator: " "))
            request.mode = SearchRequest.Mode(rawValue: mode.rawValue) ?? .hybrid
            request.limit = limit
            return request
        }
    }

    /// Cuts text, for measurements.
    struct Chunks: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The chunks of a text whose paragraphs are lines, each as a JSON string; lines with # before them are headings.")

        @Option(help: "Tokens that chunks should have.") var tokens = ChunkOptions().targetTokens
        @Option(help: "Tokens that are repeated at most. Standard: in proportion to --tokens.") var overlap: Int?
        @Option(help: "BCP 47 tag of the language.") var language = "en"

        func run() throws {
            let options = ChunkOptions(targetTokens: tokens, overlapTokens: overlap)
            let blocks = Lines.all().filter { !$0.isEmpty }.enumerated().map { Self.block($0, $1) }
            let document = Document(info: DocumentInfo(pageCount: 1), blocks: blocks)
            for chunk in DocumentChunker(options, language: language).chunks(of: document) {
                Terminal.write(String(decoding: try JSONEncoder().encode(chunk.text), as: UTF8.self) + "\n")
            }
        }

        private static func block(_ number: Int, _ line: String) -> Block {
            let place = Rectangle(left: 0, top: Double(number), right: 1, bottom: Double(number) + 1)
            let level = line.prefix { $0 == "#" }.count
            let isHeading = (1...6).contains(level) && line.dropFirst(level).hasPrefix(" ")
            return Block(
                id: number, kind: isHeading ? .heading : .paragraph,
                spans: [Span(text: isHeading ? String(line.dropFirst(level + 1)) : line, page: 1, rectangle: place)],
                regions: [Region(page: 1, rectangle: place)], heading: isHeading ? HeadingEvidence(level: level, sources: [.tag]) : nil)
        }
    }
}
