import Backends
import DocumentModel
import Foundation
import GRDB
import Synchronization

/// The part of the index that searches keep in memory. Read when first needed, and brought up to date at the beginning of every search
/// that finds the database changed, by whichever process. A class because all searches share it.
///
/// @unchecked Sendable. Safe because everything but the views is read under the lock, and changed while it is held alone; the views have a
/// lock of their own.
final class SearchMemory: @unchecked Sendable {
    /// Scopes whose view is kept: each takes a bit for every chunk.
    private static let mostViews = 64

    private let lock = SharedLock()
    private var catalogue: SearchCatalogue?
    private var codes: [Int: VectorCodes] = [:]
    private let views = Mutex<[Scope: ScopeView]>([:])

    /// What a search works on.
    struct Contents {
        let catalogue: SearchCatalogue
        let view: ScopeView
        /// `nil` when no space was asked for.
        let codes: VectorCodes?
    }

    /// Calls `body` with everything at least as new as the database's snapshot; what is newer than it may be there, too.
    ///
    /// - Parameter space: number and dimension of that whose codes are wanted.
    func read<Value>(
        _ database: Database, scope: Scope, space: (id: Int, dimension: Int)? = nil, _ body: (Contents) throws -> Value
    ) throws -> Value {
        let version = try SearchCatalogue.version(database)
        while true {
            let result: Value? = try lock.withShared {
                guard let catalogue, catalogue.version >= version, space.map({ codes[$0.id] != nil }) ?? true else { return nil }
                return try body(Contents(catalogue: catalogue, view: view(of: scope, in: catalogue), codes: space.flatMap { codes[$0.id] }))
            }
            if let result { return result }
            try lock.withExclusive { try update(database, space: space) }
        }
    }

    private func view(of scope: Scope, in catalogue: SearchCatalogue) -> ScopeView {
        views.withLock { views in
            if let view = views[scope] { return view }
            if views.count >= Self.mostViews { views.removeAll() }
            let view = catalogue.view(of: scope)
            views[scope] = view
            return view
        }
    }

    private func update(_ database: Database, space: (id: Int, dimension: Int)?) throws {
        let version = try SearchCatalogue.version(database)
        let needsCodes = space.map { codes[$0.id] == nil } ?? false
        do {
            // Codes of an older snapshot would come to stand at places of the newer one.
            if needsCodes, let catalogue, catalogue.version > version { self.catalogue = nil }
            if catalogue.map({ $0.version < version }) ?? true {
                views.withLock { $0.removeAll() }
                try follow(database)
            }
            if let space, codes[space.id] == nil { codes[space.id] = try readCodes(of: space, database) }
        } catch {
            // Half of a change is no state to go on from.
            (catalogue, codes) = (nil, [:])
            throw error
        }
    }

    private func follow(_ database: Database) throws {
        guard let changed = try catalogue?.follow(database) else {
            // The old one first: two would take twice the memory.
            (catalogue, codes) = (nil, [:])
            catalogue = try SearchCatalogue(database)
            return
        }
        let spaces = try SQLRequest<Int>(literal: "SELECT id FROM search_space", cached: true).fetchSet(database)
        codes = codes.filter { spaces.contains($0.key) }
        for (space, codes) in codes {
            for number in changed {
                codes.remove(number)
                guard let document = catalogue?.documents[number], let stored = try Self.codes(of: number, space: space, database) else { continue }
                codes.add(stored, of: number, at: document.places.lowerBound)
            }
            if codes.isWorn { self.codes[space] = nil }
        }
    }

    private static func codes(of document: Int64, space: Int, _ database: Database) throws -> Data? {
        try SQLRequest<Data>(
            literal: "SELECT codes FROM search_code WHERE document = \(document) AND space = \(space)", cached: true
        ).fetchOne(database)
    }

    private func readCodes(of space: (id: Int, dimension: Int), _ database: Database) throws -> VectorCodes {
        let codes = VectorCodes(dimension: space.dimension)
        let rows = try SQLRequest<Row>(
            literal: "SELECT document, codes FROM search_code WHERE space = \(space.id) ORDER BY document"
        ).fetchCursor(database)
        while let row = try rows.next() {
            let number: Int64 = try row.get("document")
            guard let document = catalogue?.documents[number] else { continue }
            try row.withUnsafeData(atIndex: 1) { data in
                guard let data, data.count == document.places.count * VectorCode.size(dimension: space.dimension) else { return }
                codes.add(data, of: number, at: document.places.lowerBound)
            }
        }
        return codes
    }
}

/// A lock that many hold for reading, or one for writing.
///
/// @unchecked Sendable. Safe because the lock may be used from all threads, and its memory lives as long as this.
private final class SharedLock: @unchecked Sendable {
    private let lock = UnsafeMutablePointer<pthread_rwlock_t>.allocate(capacity: 1)

    init() {
        pthread_rwlock_init(lock, nil)
    }

    deinit {
        pthread_rwlock_destroy(lock)
        lock.deallocate()
    }

    func withShared<Value>(_ body: () throws -> Value) rethrows -> Value {
        pthread_rwlock_rdlock(lock)
        defer { pthread_rwlock_unlock(lock) }
        return try body()
    }

    func withExclusive<Value>(_ body: () throws -> Value) rethrows -> Value {
        pthread_rwlock_wrlock(lock)
        defer { pthread_rwlock_unlock(lock) }
        return try body()
    }
}
