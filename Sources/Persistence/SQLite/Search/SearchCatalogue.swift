import Backends
import DocumentModel
import Foundation
import GRDB

/// What every search needs of every chunk, in memory: some 16 bytes each. Chunks have places: their number less that of the first one.
struct SearchCatalogue {
    struct Document {
        var number: Int64
        var id: DocumentID
        var workspace: WorkspaceID
        var language: String?
        /// Places of its chunks.
        var places: Range<Int>
        /// Words of all its chunks.
        var wordCount: Int
    }

    /// Of the last change that is in it.
    private(set) var version: Int64 = 0
    /// Number of the chunk at place 0.
    private(set) var first: Int64 = 1
    private(set) var documents: [Int64: Document] = [:]
    private(set) var numbers: [DocumentID: Int64] = [:]
    /// By place; 0 where there is no chunk any more.
    private var owners: [Int64] = []
    private(set) var lengths: [UInt16] = []
    private var facts: [ChunkFacts] = []

    var count: Int { owners.count }

    /// The chunk at a place; `nil` when it is gone.
    func chunk(at place: Int) -> ChunkID? {
        guard owners.indices.contains(place), let document = documents[owners[place]] else { return nil }
        return ChunkID(document: document.id, index: place - document.places.lowerBound)
    }

    func facts(at place: Int) -> ChunkFacts { facts[place] }

    func number(at place: Int) -> Int64 { first + Int64(place) }

    /// Its place; `nil` when there is no such chunk.
    func place(of chunk: ChunkID) -> Int? {
        guard let document = numbers[chunk.document].flatMap({ documents[$0] }), chunk.index < document.places.count else { return nil }
        return document.places.lowerBound + chunk.index
    }
}

// MARK: Reading

extension SearchCatalogue {
    /// Everything as the database has it.
    init(_ database: Database) throws {
        version = try Self.version(database)
        first = try SQLRequest<Int64>(literal: "SELECT min(first) FROM search_document WHERE count > 0", cached: true).fetchOne(database) ?? 1
        let last = try SQLRequest<Int64>(literal: "SELECT max(first + count) FROM search_document", cached: true).fetchOne(database) ?? 1
        reserve(Int(max(0, last - first)))
        let rows = try SQLRequest<Row>(literal: "\(Self.columns) ORDER BY first", cached: true).fetchCursor(database)
        while let row = try rows.next() { try add(row) }
    }

    static func version(_ database: Database) throws -> Int64 {
        try SQLRequest<Int64>(literal: "SELECT max(version) FROM search_change", cached: true).fetchOne(database) ?? 0
    }

    /// Brings it up to what the database has now, and returns the numbers of documents that changed; `nil` when it is too far behind.
    mutating func follow(_ database: Database) throws -> [Int64]? {
        let oldest = try SQLRequest<Int64>(literal: "SELECT min(version) FROM search_change", cached: true).fetchOne(database) ?? 0
        guard oldest <= version + 1 else { return nil }
        let now = try Self.version(database)
        let changed = try SQLRequest<Int64>(
            literal: "SELECT DISTINCT document FROM search_change WHERE version > \(version)", cached: true
        ).fetchAll(database)
        for number in changed {
            remove(number)
            guard
                let row = try SQLRequest<Row>(
                    literal: "\(Self.columns) WHERE search_document.number = \(number)", cached: true
                ).fetchOne(database)
            else { continue }
            guard try row.get("count") == 0 || row.get("first") as Int64 >= first else { return nil }
            try add(row)
        }
        version = now
        return changed
    }

    private static let columns: SQL = """
        SELECT search_document.number, document.id, workspace, search_document.language, first, count, facts
        FROM search_document JOIN document ON document.number = search_document.number
        """

    private mutating func reserve(_ count: Int) {
        owners.reserveCapacity(count)
        lengths.reserveCapacity(count)
        facts.reserveCapacity(count)
    }

    private mutating func add(_ row: Row) throws {
        let (number, count): (Int64, Int) = (try row.get("number"), try row.get("count"))
        let bytes: Data = try row.get("facts")
        guard bytes.count == count * ChunkFacts.size else { throw StoreError.corrupt("facts of chunks") }
        // Places count from the first chunk that is there, not from the first that ever was.
        if documents.isEmpty, count > 0 { (owners, lengths, facts, first) = ([], [], [], try row.get("first")) }
        let start = count == 0 ? 0 : Int(try row.get("first") - first)
        var document = Document(
            number: number, id: try row.get("id"), workspace: try row.get("workspace"), language: try row.optional("language"),
            places: start..<(start + count), wordCount: 0)
        extend(to: document.places.upperBound)
        bytes.withUnsafeBytes { bytes in
            for (index, place) in document.places.enumerated() {
                let fact = ChunkFacts(UnsafeRawBufferPointer(rebasing: bytes[(index * ChunkFacts.size)...]))
                (owners[place], lengths[place], facts[place]) = (number, fact.length, fact)
                document.wordCount += Int(fact.length)
            }
        }
        documents[number] = document
        numbers[document.id] = number
    }

    private mutating func extend(to count: Int) {
        let missing = count - owners.count
        guard missing > 0 else { return }
        owners.append(contentsOf: repeatElement(0, count: missing))
        lengths.append(contentsOf: repeatElement(0, count: missing))
        facts.append(contentsOf: repeatElement(ChunkFacts.none, count: missing))
    }

    private mutating func remove(_ number: Int64) {
        guard let document = documents.removeValue(forKey: number) else { return }
        numbers[document.id] = nil
        for place in document.places { owners[place] = 0 }
    }
}

// MARK: Views

/// The chunks that a scope may see, and what their words are weighed by: nobody's results depend on other workspaces' documents.
struct ScopeView: Sendable {
    let bits: ChunkBits
    let chunkCount: Int
    /// Words of a chunk on average; 1 when there is none.
    let averageLength: Double
    /// Of its documents.
    let languages: Set<String?>
}

extension SearchCatalogue {
    func view(of scope: Scope) -> ScopeView {
        var (bits, chunkCount, wordCount): (ChunkBits, Int, Int) = (ChunkBits(count: count), 0, 0)
        var languages: Set<String?> = []
        for document in documents.values where scope.workspace == nil || document.workspace == scope.workspace {
            bits.set(document.places)
            chunkCount += document.places.count
            wordCount += document.wordCount
            languages.insert(document.language)
        }
        return ScopeView(
            bits: bits, chunkCount: chunkCount, averageLength: chunkCount == 0 ? 1 : max(1, Double(wordCount) / Double(chunkCount)),
            languages: languages)
    }

    /// Those of the view that pass the filters.
    func bits(_ filters: SearchFilters, in view: ScopeView, scope: Scope, _ database: Database) throws -> ChunkBits {
        guard !filters.isEmpty else { return view.bits }
        var bits = view.bits
        if let condition = filters.documentCondition(in: scope) {
            var passing = ChunkBits(count: count)
            let numbers = try SQLRequest<Int64>(literal: "SELECT number FROM document WHERE \(condition)").fetchCursor(database)
            while let number = try numbers.next() {
                if let document = documents[number] { passing.set(document.places) }
            }
            bits.intersect(passing)
        }
        if !filters.kinds.isEmpty {
            let kinds = Set(filters.kinds)
            bits.keep { kinds.contains(facts[$0].kind) }
        }
        if let pages = filters.pages {
            bits.keep { Int(facts[$0].firstPage) <= pages.upperBound && Int(facts[$0].lastPage) >= pages.lowerBound }
        }
        return bits
    }
}

extension SearchFilters {
    /// What is asked of documents, on their table; `nil` when nothing is.
    fileprivate func documentCondition(in scope: Scope) -> SQL? {
        var parts: [SQL] = []
        if !documents.isEmpty { parts.append("id IN \(documents)") }
        for tag in Set(tags) { parts.append("id IN (SELECT document FROM document_tag WHERE tag = \(tag))") }
        if !documentTypes.isEmpty { parts.append("mime_type IN \(documentTypes)") }
        if !languages.isEmpty { parts.append("language IN \(languages)") }
        if let uploaded { parts.append("created_at BETWEEN \(uploaded.lowerBound) AND \(uploaded.upperBound)") }
        return parts.isEmpty ? nil : ([scope.condition] + parts).joined(separator: " AND ")
    }
}
