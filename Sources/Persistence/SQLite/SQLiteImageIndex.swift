package import Backends
package import DocumentModel
import Foundation
import GRDB

/// Vectors of images in SQLite, compared one after the other: exact, and fast enough for a hundred thousand.
package struct SQLiteImageIndex: ImageIndex {
    let database: SQLiteDatabase

    package init(_ database: SQLiteDatabase) {
        self.database = database
    }

    package func save(_ vectors: [ImageVector], in space: EmbeddingSpace) async throws(StoreError) {
        guard vectors.allSatisfy({ $0.values.map { $0.count == space.dimension } ?? true }) else {
            throw .conflict("the dimension of a vector of \(space.model)")
        }
        try await database.write { database in
            try Self.note(space, database)
            for vector in vectors {
                try database.cachedStatement(
                    literal: """
                        INSERT OR REPLACE INTO image_vector (image, workspace, model, version, vector)
                        SELECT id, workspace, \(space.model), \(space.version), \(vector.values.map(VectorColumn.data))
                        FROM image WHERE id = \(vector.image)
                        """
                ).execute()
            }
        }
    }

    package func vector(of image: ImageID, in space: EmbeddingSpace, scope: Scope) async throws(StoreError) -> [Float]? {
        try await database.read { database in
            try SQLRequest<Data>(
                literal: """
                    SELECT vector FROM image_vector
                    WHERE image = \(image) AND \(space.condition) AND vector IS NOT NULL AND \(scope.condition)
                    """, cached: true
            ).fetchOne(database).map(VectorColumn.floats)
        }
    }

    package func missing(in space: EmbeddingSpace, limit: Int) async throws(StoreError) -> [ImageRecord] {
        try await database.read { database in
            try SQLRequest<Row>(
                literal: """
                    SELECT record FROM image
                    WHERE NOT EXISTS (SELECT 1 FROM image_vector WHERE image_vector.image = image.id AND \(space.condition))
                    ORDER BY created_at, position LIMIT \(max(0, limit))
                    """, cached: true
            ).all(database, ImageRecord.init(row:))
        }
    }

    /// A space that is known keeps its dimension: vectors of two lengths under one name would be compared to nonsense.
    private static func note(_ space: EmbeddingSpace, _ database: Database) throws {
        let known = try SQLRequest<Int>(
            literal: "SELECT dimension FROM image_space WHERE \(space.condition)", cached: true
        ).fetchOne(database)
        guard known.map({ $0 == space.dimension }) ?? true else { throw StoreError.conflict("the dimension of the space of \(space.model)") }
        try database.cachedStatement(
            literal: """
                INSERT OR IGNORE INTO image_space (model, version, dimension) VALUES (\(space.model), \(space.version), \(space.dimension))
                """
        ).execute()
    }
}

// MARK: Likeness

extension SQLiteImageIndex {
    package func nearest(
        to vector: [Float], in space: EmbeddingSpace, _ query: ImageLikenessQuery, scope: Scope
    ) async throws(StoreError) -> ImageMatches {
        guard vector.count == space.dimension else { throw .conflict("the dimension of a vector of \(space.model)") }
        return try await database.read { database in
            let (found, comparedCount) = try Self.likest(to: vector, in: space, query, scope: scope, database)
            let condition = query.condition(in: scope)
            let all = try SQLRequest<Int>(literal: "SELECT count(*) FROM image WHERE \(condition)", cached: true).fetchOne(database) ?? 0
            return ImageMatches(
                matches: try Self.records(of: found.prefix(max(0, query.limit)), database), totalCount: found.count,
                passedOver: all - comparedCount)
        }
    }

    private static func likest(
        to vector: [Float], in space: EmbeddingSpace, _ query: ImageLikenessQuery, scope: Scope, _ database: Database
    ) throws -> (found: [(image: ImageID, score: Double)], comparedCount: Int) {
        // Records are looked up only where something is asked of them.
        let images: SQL = query.asksOfRecords ? "JOIN image ON image.id = image_vector.image AND \(query.condition(in: scope))" : ""
        let excluded: SQL = query.excluded.map { "AND image_vector.image <> \($0)" } ?? ""
        let rows = try SQLRequest<Row>(
            literal: """
                SELECT image_vector.image AS id, vector FROM image_vector \(images)
                WHERE \(scope.condition(column: "image_vector.workspace")) AND \(space.condition) AND vector IS NOT NULL \(excluded)
                """, cached: true
        ).fetchCursor(database)
        var (found, comparedCount): ([(image: ImageID, score: Double)], Int) = ([], 0)
        var comparison = VectorComparison(with: vector)
        while let row = try rows.next() {
            let cosine = try row.withUnsafeData(atIndex: 1) { comparison.cosine(to: $0) }
            comparedCount += 1
            if let cosine, cosine >= query.least { found.append((try row.get("id"), cosine)) }
        }
        return (found.sorted { ($0.score, $1.image) > ($1.score, $0.image) }, comparedCount)
    }

    private static func records(
        of found: some Collection<(image: ImageID, score: Double)>, _ database: Database
    ) throws -> [ImageMatches.Match] {
        let rows = try SQLRequest<Row>(literal: "SELECT record FROM image WHERE id IN \(found.map(\.image))").fetchAll(database)
        let records = Dictionary(try rows.map { try ImageRecord(row: $0) }.map { ($0.id, $0) }) { first, _ in first }
        return found.compactMap { hit in records[hit.image].map { ImageMatches.Match(image: $0, score: hit.score) } }
    }
}

// MARK: Words

extension SQLiteImageIndex {
    /// Words of a query that are looked up; each is a lookup of its own.
    private static let mostWords = 32
    /// Images with a word that are looked at for it: beyond, the word is too common to tell images apart.
    private static let mostPerWord = 20_000
    /// Letters from which a word also stands for longer ones that begin with it: "floor" for "flooring".
    private static let lettersOfStems = 4

    package func described(
        by words: String, _ query: ImageLikenessQuery, scope: Scope
    ) async throws(StoreError) -> ImageMatches {
        let terms = ImageWords.words(of: words, limit: Self.mostWords)
        return try await database.read { database in
            let condition = query.condition(in: scope)
            let all = try SQLRequest<Int>(literal: "SELECT count(*) FROM image WHERE \(condition)", cached: true).fetchOne(database) ?? 0
            var (scores, total): ([ImageID: Double], Double) = ([:], 0)
            for term in terms {
                let images = try Self.images(with: term, among: condition, database)
                let weight = log(1 + Double(all) / Double(1 + images.count))
                total += weight
                for image in images { scores[image, default: 0] += weight }
            }
            let found = scores.map { (image: $0.key, score: $0.value / total) }.filter { $0.score >= query.least }
                .sorted { ($0.score, $1.image) > ($1.score, $0.image) }
            return ImageMatches(
                matches: try Self.records(of: found.prefix(max(0, query.limit)), database), totalCount: found.count, passedOver: 0)
        }
    }

    private static func images(with term: String, among condition: SQL, _ database: Database) throws -> [ImageID] {
        // "floors" stands for "floor", and that for all words that begin with it.
        let stem = term.count > lettersOfStems && term.hasSuffix("s") && !term.hasSuffix("ss") ? String(term.dropLast()) : term
        let end = stem.count >= lettersOfStems ? stem + "\u{10FFFF}" : stem
        // The word first, whatever the planner thinks of it: there are few images of a word and many of a workspace.
        return try SQLRequest<ImageID>(
            literal: """
                SELECT DISTINCT image.id FROM image_word CROSS JOIN image ON image.id = image_word.image
                WHERE word BETWEEN \(stem) AND \(end) AND \(condition) LIMIT \(mostPerWord)
                """, cached: true
        ).fetchAll(database)
    }
}

extension EmbeddingSpace {
    fileprivate var condition: SQL { "model = \(model) AND version = \(version)" }
}

extension ImageLikenessQuery {
    fileprivate var asksOfRecords: Bool { !(documents.isEmpty && tags.isEmpty && types.isEmpty) }

    /// On the table of images.
    fileprivate func condition(in scope: Scope) -> SQL {
        var parts: [SQL] = [scope.condition(column: "image.workspace")]
        if !documents.isEmpty { parts.append("image.document IN \(documents)") }
        if let excluded { parts.append("image.id <> \(excluded)") }
        for tag in Set(tags) { parts.append("EXISTS (SELECT 1 FROM json_each(record, '$.tags') WHERE value = \(tag))") }
        if !types.isEmpty {
            let kind: SQL = "json_extract(json_extract(record, '$.analysisJSON'), '$.kind')"
            parts.append("(json_extract(record, '$.format') IN \(types) OR \(kind) IN \(types))")
        }
        return parts.joined(separator: " AND ")
    }
}
