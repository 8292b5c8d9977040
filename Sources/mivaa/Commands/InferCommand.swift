import ArgumentParser
import Backends
import Foundation
import Inference

/// What the models say to lines of text: for the benchmarks, which hold it against other implementations.
struct InferCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "infer", abstract: "Run a text model on the lines of standard input.", shouldDisplay: false,
        subcommands: [Tokens.self, Embed.self, Entities.self, Analysis.self, Index.self, Retrieval.self, Answers.self, Chunks.self])

    struct Model: ParsableArguments {
        @Option(help: "Name of the model, as in `mivaa models list`.")
        var model = ModelCatalogue.miniLM.name

        @Option(help: "int8 or float.")
        var precision = "int8"

        func load() throws -> EmbeddingModel {
            guard let entry = ModelCatalogue.entry(model), let precision = EmbeddingModel.Precision(rawValue: precision) else {
                throw ValidationError("no such model or precision: \(model), \(precision)")
            }
            return try EmbeddingModel(entry, in: try InferenceLocation.store(), precision: precision)
        }
    }

    struct Tokens: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "The token numbers of each line, marks included.")

        @OptionGroup var model: Model

        func run() throws {
            let model = try model.load()
            for line in Lines.all() {
                Terminal.write(model.encode(line).map(String.init).joined(separator: " ") + "\n")
            }
        }
    }

    struct Embed: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The vector of each line as 32-bit floats in the machine's order; the time it took on standard error.")

        @OptionGroup var model: Model

        @Option(help: "How many batches run at the same time.")
        var threads = 1

        func run() async throws {
            let runtime = try InferenceLocation.runtime()
            let embedder = try await SentenceEmbedder.open(try model.load(), runtime: runtime, threads: threads)
            let lines = Lines.all()
            let start = ProcessorTime.now()
            let vectors = try await embedder.embed(lines)
            Terminal.writeError("\(lines.count) lines, \(ProcessorTime.now() - start) processor seconds, \(embedder.space)\n")
            for vector in vectors {
                vector.withUnsafeBytes { FileHandle.standardOutput.write(Data($0)) }
            }
        }
    }
}

extension InferCommand {
    struct Entities: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "The entities of each line as a JSON array.")

        @Flag(help: "The names as the model sees them, with its own scores; no rules.")
        var raw = false

        func run() async throws {
            let runtime = try InferenceLocation.runtime()
            let finder = EntityFinder(try NameModel(ModelCatalogue.tinyNER, in: try InferenceLocation.store()), runtime: runtime)
            let lines = Lines.all()
            _ = try await finder.entities(in: ["Warm up."])
            let start = ProcessorTime.now()
            let found = raw ? try await finder.names(in: lines) : try await finder.entities(in: lines)
            Terminal.writeError("\(lines.count) lines, \(ProcessorTime.now() - start) processor seconds, \(finder.name)\n")
            let encoder = JSONEncoder()
            for entities in found { Terminal.write(String(decoding: try encoder.encode(entities), as: UTF8.self) + "\n") }
        }
    }
}

/// Lines of standard input, without their ends. Whole input in memory: this is a tool for benchmarks.
enum Lines {
    static func all() -> [String] {
        var lines = FileHandle.standardInput.readDataToEndOfFile().split(separator: 0x0A, omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines.map { String(decoding: $0, as: UTF8.self) }
    }
}

/// Processor time of this process, all threads.
enum ProcessorTime {
    static func now() -> Double {
        // POSIX: a million ticks a second, whatever the machine.
        Double(clock()) / 1e6
    }
}
