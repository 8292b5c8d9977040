import Backends
import GRDB

extension StoreError {
    init(_ error: any Error) {
        switch error {
        case let error as StoreError: self = error
        case let error as DatabaseError: self.init(error)
        case is CancellationError: self = .unavailable("the call was cancelled")
        case is DecodingError: self = .corrupt("a record that cannot be decoded")
        default: self = .unavailable("\(error)")
        }
    }

    /// Messages of SQLite name tables and columns, never values.
    private init(_ error: DatabaseError) {
        switch error.resultCode.primaryResultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
        case .SQLITE_FULL: self = .full("the disk of the database")
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .corrupt(error.message ?? "the database")
        case .SQLITE_CONSTRAINT: self = .conflict("a record")
        default: self = .unavailable(error.message ?? "\(error.resultCode)")
        }
    }
}

func translatingErrors<Value>(_ body: () throws -> Value) throws(StoreError) -> Value {
    do { return try body() } catch { throw StoreError(error) }
}

func translatingErrors<Value>(_ body: () async throws -> Value) async throws(StoreError) -> Value {
    do { return try await body() } catch { throw StoreError(error) }
}
