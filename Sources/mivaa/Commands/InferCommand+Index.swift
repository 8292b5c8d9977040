import ArgumentParser
import Backends
import DocumentModel
import Foundation
import Inference
import Ingestion
import Persistence

extension InferCommand {
    /// What the index of chunks costs, for the benchmark. Prints a JSON object.
    struct Index: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Measure the index of chunks, on made-up ones or on the lines of standard input.")

        @Option(help: "Made-up chunks; without, each line of standard input is a chunk, which is embedded and indexed.")
        var synthetic: Int?

        @Option(help: "Folder of the index: made when it is not there, else used as it is.")
        var folder: String

        @Option(help: "Questions asked.")
        var questions = 200

        @Option(help: "Questions whose nearest chunks are also looked for one by one.")
        var checked = 50

        func run() async throws {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let stores = try MeasuredStores(folder)
            var report = IndexReport()
            if let synthetic {
                try await stores.fill(synthetic, &report)
                try await stores.ask(questions, checked: checked, among: synthetic, &report)
            } else {
                try await stores.embed(Lines.all().filter { !$0.isEmpty }, &report)
            }
            report.diskBytes = try FileManager.default.contentsOfDirectory(atPath: folder).reduce(0) {
                $0 + ((try FileManager.default.attributesOfItem(atPath: "\(folder)/\($1)")[.size] as? Int) ?? 0)
            }
            Terminal.write(String(decoding: try JSONEncoder().encode(report), as: UTF8.self) + "\n")
        }
    }
}

struct IndexReport: Codable {
    var chunks = 0
    /// Processor seconds of bringing all chunks into the index; 0 when they were there.
    var indexingSeconds = 0.0
    var diskBytes = 0
    /// Of the first search by words and the first by meaning, which read the index into memory.
    var loadingMilliseconds: [Double] = []
    var lexicalMilliseconds: [Double] = []
    var nearestMilliseconds: [Double] = []
    /// Both, their fusion and the best ten chunks with their texts.
    var hybridMilliseconds: [Double] = []
    /// The same in time of the processor, which other programs do not lengthen.
    var hybridProcessorMilliseconds: [Double] = []
    /// Of the ten nearest chunks, how many were found on average, 0...1.
    var recallAt10 = 0.0
    var residentBytes = 0
    var peakResidentBytes = 0
}

/// Stores of a folder that a benchmark fills.
private struct MeasuredStores {
    private static let space = EmbeddingSpace(model: "synthetic", version: "1", dimension: SyntheticChunks.dimension)
    private static let hits = 100

    let documents: any DocumentStore
    let contents: any ContentStore
    let search: any SearchIndex & SearchIndexUpkeep

    init(_ folder: String) throws {
        let database = try SQLiteDatabase(path: "\(folder)/index.sqlite")
        documents = SQLiteDocumentStore(database)
        contents = SQLiteContentStore(database)
        search = SQLiteSearchIndex(database)
    }

    // MARK: Filling

    func fill(_ count: Int, _ report: inout IndexReport) async throws {
        report.chunks = try await search.statistics(in: .installation).chunkCount
        guard report.chunks == 0 else { return }
        let corpus = SyntheticChunks()
        for number in 0..<count / SyntheticChunks.chunksOfDocument {
            let chunks = corpus.document(number)
            let vectors = chunks.map { corpus.vector(of: number * SyntheticChunks.chunksOfDocument + $0.index) }
            let start = ProcessorTime.now()
            let document = try await publish(chunks, number)
            try await search.save(
                chunks.map { ChunkVector(id: ChunkID(document: document, index: $0.index), text: $0.passage, values: vectors[$0.index]) },
                in: Self.space)
            report.indexingSeconds += ProcessorTime.now() - start
            if number % 100 == 0 { Terminal.writeError("\r\(number * SyntheticChunks.chunksOfDocument) chunks") }
        }
        let start = ProcessorTime.now()
        while try await search.tidy() {}
        report.indexingSeconds += ProcessorTime.now() - start
        report.chunks = try await search.statistics(in: .installation).chunkCount
    }

    /// Brings texts into the index with the vectors of the standard model.
    func embed(_ texts: [String], _ report: inout IndexReport) async throws {
        let model = try EmbeddingModel(ModelCatalogue.miniLM, in: try InferenceLocation.store(), precision: .int8)
        let embedder = try await SentenceEmbedder.open(model, runtime: try InferenceLocation.runtime())
        let size = SyntheticChunks.chunksOfDocument
        let region = Region(page: 1, rectangle: Rectangle(left: 60, top: 80, right: 530, bottom: 300))
        let start = ProcessorTime.now()
        for (number, first) in stride(from: 0, to: texts.count, by: size).enumerated() {
            let chunks = texts[first..<min(first + size, texts.count)].enumerated().map {
                Chunk(index: $0, kind: .text, text: $1, headings: ["Chapter"], regions: [region], blocks: [$0], tokenCount: 350)
            }
            let document = try await publish(chunks, number)
            let vectors = try await embedder.embed(chunks.map(\.passage))
            try await search.save(
                chunks.map { ChunkVector(id: ChunkID(document: document, index: $0.index), text: $0.passage, values: vectors[$0.index]) },
                in: embedder.space)
        }
        report.indexingSeconds = ProcessorTime.now() - start
        report.chunks = texts.count
    }

    private func publish(_ chunks: [Chunk], _ number: Int) async throws -> DocumentID {
        let id = DocumentID(prefix: "doc", milliseconds: UInt64(number), entropy: (0, UInt64(number)))
        let workspace = WorkspaceID(prefix: "ws", milliseconds: 0, entropy: (0, 0))
        let user = UserID(prefix: "usr", milliseconds: 0, entropy: (0, 0))
        let now = Timestamp(milliseconds: Int64(number))
        let document = DocumentRecord(
            id: id, workspace: workspace, uploadedBy: user, title: "Document \(number)", filename: "\(number).pdf", sizeBytes: 1, sha256: nil,
            createdAt: now)
        let job = JobRecord(
            id: JobID(prefix: "job", milliseconds: UInt64(number), entropy: (0, UInt64(number))), kind: .documentProcessing,
            workspace: workspace, owner: user, document: id, batch: nil, priority: .normal, createdAt: now)
        try await documents.accept([DocumentAcceptance(document: document, job: job)], batch: nil)
        var facts = DocumentFacts()
        facts.language = "en"
        let all = DocumentContents(status: .completed, facts: facts, title: nil, pages: [], tables: [], images: [], chunks: chunks)
        _ = try await contents.publish(all, of: id, revision: 1, at: now)
        return id
    }
}

// MARK: Asking

extension MeasuredStores {
    func ask(_ count: Int, checked: Int, among chunkCount: Int, _ report: inout IndexReport) async throws {
        let corpus = SyntheticChunks()
        let asked = (0..<count).map { corpus.question(about: Int(UInt64($0) &* 0x9E37_79B9 % UInt64(chunkCount))) }
        try await load(asked[0], &report)
        var found: [[ScoredChunk]] = []
        for question in asked {
            let (start, processorStart) = (ContinuousClock.now, ProcessorTime.now())
            let lexical = try await words(question)
            let afterWords = ContinuousClock.now
            let nearest = try await meaning(question)
            let afterMeaning = ContinuousClock.now
            _ = try await search.chunks(Self.fused(lexical, nearest), in: .installation)
            report.hybridMilliseconds.append(start.duration(to: .now) / .milliseconds(1))
            report.hybridProcessorMilliseconds.append((ProcessorTime.now() - processorStart) * 1000)
            report.lexicalMilliseconds.append(start.duration(to: afterWords) / .milliseconds(1))
            report.nearestMilliseconds.append(afterWords.duration(to: afterMeaning) / .milliseconds(1))
            found.append(nearest)
        }
        report.note(ProcessMemory.now())
        report.recallAt10 = recall(of: found, for: asked.prefix(checked).map(\.vector), among: chunkCount)
    }

    private func load(_ question: (words: [String], vector: [Float]), _ report: inout IndexReport) async throws {
        let start = ContinuousClock.now
        _ = try await words(question)
        let afterWords = ContinuousClock.now
        _ = try await meaning(question)
        report.loadingMilliseconds = [start.duration(to: afterWords) / .milliseconds(1), afterWords.duration(to: .now) / .milliseconds(1)]
    }

    private func words(_ question: (words: [String], vector: [Float])) async throws -> [ScoredChunk] {
        try await search.lexical(LexicalQuery(words: question.words), SearchFilters(), scope: .installation, limit: Self.hits)
    }

    private func meaning(_ question: (words: [String], vector: [Float])) async throws -> [ScoredChunk] {
        try await search.nearest(to: question.vector, in: Self.space, SearchFilters(), scope: .installation, limit: Self.hits)
    }

    /// The best ten by reciprocal rank.
    private static func fused(_ lists: [ScoredChunk]...) -> [ChunkID] {
        var scores: [ChunkID: Double] = [:]
        for list in lists {
            for (rank, hit) in list.enumerated() { scores[hit.id, default: 0] += 1 / Double(60 + rank) }
        }
        return scores.sorted { ($0.value, $1.key.description) > ($1.value, $0.key.description) }.prefix(10).map(\.key)
    }

    /// Compares every chunk with every vector.
    private func recall(of found: [[ScoredChunk]], for vectors: [[Float]], among count: Int) -> Double {
        guard !vectors.isEmpty else { return 0 }
        let corpus = SyntheticChunks()
        var best = [[(score: Float, chunk: Int)]](repeating: [], count: vectors.count)
        for chunk in 0..<count {
            let vector = corpus.vector(of: chunk)
            for (index, wanted) in vectors.enumerated() {
                let score = Self.product(vector, wanted)
                if best[index].count == 10, score <= best[index][9].score { continue }
                best[index].append((score, chunk))
                best[index].sort { $0.score > $1.score }
                if best[index].count > 10 { best[index].removeLast() }
            }
        }
        let shares = zip(best, found).map { best, found in
            let names = Set(found.prefix(10).map { "\($0.id)" })
            return Double(best.count { names.contains(Self.name(of: $0.chunk)) }) / 10
        }
        return shares.reduce(0, +) / Double(shares.count)
    }

    private static func name(of chunk: Int) -> String {
        let number = UInt64(chunk / SyntheticChunks.chunksOfDocument)
        let document = DocumentID(prefix: "doc", milliseconds: number, entropy: (0, number))
        return "\(ChunkID(document: document, index: chunk % SyntheticChunks.chunksOfDocument))"
    }

    private static func product(_ a: [Float], _ b: [Float]) -> Float {
        a.withUnsafeBytes { a in
            b.withUnsafeBytes { b in
                stride(from: 0, to: a.count, by: 64).reduce(SIMD16<Float>.zero) { sum, place in
                    sum + a.loadUnaligned(fromByteOffset: place, as: SIMD16<Float>.self)
                        * b.loadUnaligned(fromByteOffset: place, as: SIMD16<Float>.self)
                }.sum()
            }
        }
    }
}

extension IndexReport {
    fileprivate mutating func note(_ memory: ProcessMemory) {
        (residentBytes, peakResidentBytes) = (memory.residentBytes, memory.peakBytes)
    }
}

/// What the system says of this process.
private struct ProcessMemory {
    var residentBytes = 0
    var peakBytes = 0

    static func now() -> ProcessMemory {
        var memory = ProcessMemory()
        for line in (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8))?.split(separator: "\n") ?? [] {
            let kilobytes = Int(line.filter(\.isNumber)) ?? 0
            if line.hasPrefix("VmRSS:") { memory.residentBytes = kilobytes << 10 }
            if line.hasPrefix("VmHWM:") { memory.peakBytes = kilobytes << 10 }
        }
        return memory
    }
}
