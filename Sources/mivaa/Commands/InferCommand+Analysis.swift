import ArgumentParser
import Foundation
import TextAnalysis

extension InferCommand {
    struct Analysis: ParsableCommand {
        enum Subject: String, ExpressibleByArgument, CaseIterable { case language, syllables, sentiment, keywords, topics }

        static let configuration = CommandConfiguration(
            commandName: "analysis", abstract: "What analysis says of each line, as JSON; passages of one text have tabs between them.")

        @Argument(help: "language; syllables of a word; sentiment of a sentence, -1 to 1; keywords; topics.")
        var subject: Subject

        @Option(help: "BCP 47 tag of the language.")
        var language = "en"

        @Option(help: "Keywords or topics at most.")
        var limit = 10

        func run() throws {
            let lines = Lines.all()
            let start = ProcessorTime.now()
            let results = try lines.map(try analysis())
            Terminal.writeError("\(lines.count) lines, \(ProcessorTime.now() - start) processor seconds\n")
            Terminal.write(results.map { $0 + "\n" }.joined())
        }

        private func analysis() throws -> (String) throws -> String {
            switch subject {
            case .language: return { Self.json(LanguageFinder.language(of: Self.text($0)).language) }
            case .syllables: return { Self.json(Syllables.count($0, language: language)) }
            case .sentiment:
                let rules = SentimentRules(try LexiconFile.read())
                return { Self.json(rules.compound(of: Substring($0))) }
            case .keywords:
                return { Self.json((try? Keywords.of(Self.text($0), language: language, limit: limit))?.map(\.text) ?? []) }
            case .topics:
                return { Self.json((try? Topics.of(Self.text($0), language: language, limit: limit))?.map(\.keywords) ?? []) }
            }
        }

        private static func text(_ line: String) -> AnalyzedText {
            AnalyzedText(line.split(separator: "\t").map { AnalyzedText.Passage(.prose, String($0)) })
        }

        private static func json(_ value: some Encodable) -> String {
            (try? JSONEncoder().encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
        }
    }
}
