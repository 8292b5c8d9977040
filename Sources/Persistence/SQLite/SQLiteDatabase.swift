package import Backends
package import GRDB
import Glibc

/// The SQLite database of an installation: one writer, readers beside it, changes on disk before they are reported as made.
package struct SQLiteDatabase: Sendable {
    /// How long a statement waits for another's lock before it reports `busy`.
    private static let busySeconds = 5.0
    /// Readers at a time; each keeps a page cache.
    private static let mostReaders = 8
    /// Of pages that the writer keeps: a large transaction reads the inner pages of every index that it adds to again and again.
    private static let writerCacheBytes = 16 << 20

    let pool: DatabasePool

    /// Opens the file, makes it when it is not there, and brings its schema up to date.
    ///
    /// - Throws: `StoreError.unavailable` when it cannot be opened; `.corrupt` when it is no database or one of a newer version.
    package init(path: String) throws(StoreError) {
        self.pool = try translatingErrors { () throws in
            let pool = try DatabasePool(path: path, configuration: Self.configuration)
            // Records of people: nobody else on this machine may read them.
            chmod(path, 0o600)
            let migrator = Schema.migrator
            if try pool.read(migrator.hasBeenSuperseded) {
                throw StoreError.corrupt("\(path) was written by a newer version of mivaa")
            }
            try migrator.migrate(pool)
            return pool
        }
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.maximumReaderCount = mostReaders
        configuration.busyMode = .timeout(busySeconds)
        configuration.prepareDatabase { database in
            // FULL: what was acknowledged survives a power cut, not only a crash of the program.
            try database.execute(sql: "PRAGMA synchronous = FULL")
            try database.execute(sql: "PRAGMA trusted_schema = OFF")
            // A negative size is one in KiB (sqlite.org/pragma.html#pragma_cache_size).
            if !database.configuration.readonly { try database.execute(sql: "PRAGMA cache_size = -\(writerCacheBytes >> 10)") }
        }
        return configuration
    }

    package func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws(StoreError) -> Value {
        try await translatingErrors { () async throws in try await pool.read(body) }
    }

    /// All of it or nothing. Goes on when the caller's task is cancelled: a worker that stops still has to let its jobs go.
    package func write<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws(StoreError) -> Value {
        try await translatingErrors { () async throws in try await Task { try await pool.write(body) }.value }
    }
}

// MARK: Copies and versions

extension SQLiteDatabase {
    /// Ends all connections; the file is whole without its journal then. Nothing can be read or written afterwards.
    package func close() throws(StoreError) { try translatingErrors { () throws in try pool.close() } }

    /// Throws `conflict` when somebody else has the database open. Its journal is part of the file when this returns.
    static func requireAlone(path: String) throws(StoreError) {
        do throws(StoreError) {
            let mode = try translatingErrors { () throws in
                var configuration = Self.configuration
                configuration.busyMode = .immediateError
                // Leaving the write-ahead log needs the file for oneself (sqlite.org/pragma.html#pragma_journal_mode).
                return try DatabaseQueue(path: path, configuration: configuration).inDatabase { database in
                    try String.fetchOne(database, sql: "PRAGMA journal_mode = DELETE")
                }
            }
            if mode == "delete" { return }
        } catch {
            guard error == .busy else { throw error }
        }
        throw .conflict("the database, which another process (mivaa worker) has open,")
    }

    /// Writes a copy as of one moment to a new file, while others read and write. Blocks.
    func writeSnapshot(to path: String) throws(StoreError) {
        try translatingErrors { () throws in
            // A connection of its own: this takes seconds, and the pool's only writer is not to wait for it.
            let source = try DatabaseQueue(path: pool.path, configuration: Self.configuration)
            try source.inDatabase { try $0.execute(sql: "VACUUM INTO ?", arguments: [path]) }
            chmod(path, 0o600)
        }
    }

    /// Names of the steps that the file still lacks, in order; all of them when it is not there.
    package static func pendingMigrations(path: String) throws(StoreError) -> [String] {
        let migrator = Schema.migrator
        guard access(path, F_OK) == 0 else { return migrator.migrations }
        return try translatingErrors { () throws in
            try DatabaseQueue(path: path, configuration: configuration).read { database in
                if try migrator.hasBeenSuperseded(database) { throw StoreError.corrupt("\(path) was written by a newer version of mivaa") }
                let applied = try migrator.appliedIdentifiers(database)
                return migrator.migrations.filter { !applied.contains($0) }
            }
        }
    }
}
