import Backends
import GRDB

/// Spaces that the index has vectors of.
enum SpaceRows {
    enum State: String, DatabaseValueConvertible {
        /// Searches are made in it.
        case active
        /// It is being filled.
        case building
        /// Its vectors are to be removed.
        case old
    }

    /// `nil` when the index has none of it, or knows it under another dimension.
    static func id(of space: EmbeddingSpace, _ database: Database) throws -> Int? {
        let row = try SQLRequest<Row>(
            literal: "SELECT id, dimension FROM search_space WHERE model = \(space.model) AND version = \(space.version)", cached: true
        ).fetchOne(database)
        guard let row else { return nil }
        guard try row.get("dimension") == space.dimension else { throw StoreError.conflict("the dimension of the space of \(space.model)") }
        return try row.get("id")
    }

    /// The space's number; a new one when it is new. The first of an installation is searched at once, later ones when they are complete.
    static func note(_ space: EmbeddingSpace, _ database: Database) throws -> Int {
        if let id = try id(of: space, database) {
            // Given up, and wanted again before it was gone.
            try database.cachedStatement(
                literal: "UPDATE search_space SET state = \(State.building) WHERE id = \(id) AND state = \(State.old)"
            ).execute()
            return id
        }
        let state = try active(database) == nil ? State.active : .building
        try database.cachedStatement(
            literal: """
                INSERT INTO search_space (model, version, dimension, state)
                VALUES (\(space.model), \(space.version), \(space.dimension), \(state))
                """
        ).execute()
        let id = Int(database.lastInsertedRowID)
        guard id <= VectorKey.mostSpaces else { throw StoreError.full("the numbers of spaces of vectors") }
        return id
    }

    /// `nil` before the first vector.
    static func active(_ database: Database) throws -> (id: Int, space: EmbeddingSpace)? {
        try SQLRequest<Row>(
            literal: "SELECT id, model, version, dimension FROM search_space WHERE state = \(State.active)", cached: true
        ).fetchOne(database).map { (try $0.get("id"), try EmbeddingSpace(row: $0)) }
    }

    /// Has searches made in this space from now on, and gives all others up. Says no when it is not known.
    static func activate(_ space: EmbeddingSpace, _ database: Database) throws -> Bool {
        guard let id = try id(of: space, database) else { return false }
        try database.execute(
            literal: "UPDATE search_space SET state = CASE WHEN id = \(id) THEN \(State.active) ELSE \(State.old) END")
        try database.execute(
            literal: """
                UPDATE document SET has_embeddings = EXISTS (
                    SELECT 1 FROM search_code WHERE search_code.document = document.number AND space = \(id) AND is_complete)
                """)
        return true
    }

    /// Removes some vectors of spaces that were given up. Says whether there may be more.
    static func removeOld(documents limit: Int, _ database: Database) throws -> Bool {
        guard
            let space = try SQLRequest<Int>(literal: "SELECT id FROM search_space WHERE state = \(State.old)", cached: true).fetchOne(database)
        else { return false }
        let documents = try SQLRequest<Row>(
            literal: """
                SELECT number, first, count FROM search_code JOIN search_document ON number = search_code.document
                WHERE space = \(space) LIMIT \(limit)
                """, cached: true
        ).fetchAll(database)
        for document in documents {
            let (number, first, count): (Int64, Int64, Int64) = (try document.get("number"), try document.get("first"), try document.get("count"))
            try database.cachedStatement(
                literal: """
                    DELETE FROM search_vector
                    WHERE key BETWEEN \(first << 16) AND \(((first + count) << 16) - 1) AND key & 65535 = \(space)
                    """
            ).execute()
            try database.cachedStatement(literal: "DELETE FROM search_code WHERE document = \(number) AND space = \(space)").execute()
        }
        if documents.isEmpty { try database.execute(literal: "DELETE FROM search_space WHERE id = \(space)") }
        return true
    }
}

extension EmbeddingSpace {
    /// - Parameter row: `model`, `version`, `dimension`.
    init(row: Row) throws {
        self.init(model: try row.get("model"), version: try row.get("version"), dimension: try row.get("dimension"))
    }
}
