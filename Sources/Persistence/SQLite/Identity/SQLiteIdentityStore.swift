package import Backends
import DocumentModel
import GRDB

/// Users, workspaces, credentials and the audit log in SQLite. Every change and its entry in the audit log are one transaction.
package struct SQLiteIdentityStore: Sendable {
    let database: SQLiteDatabase

    package init(database: SQLiteDatabase) {
        self.database = database
    }
}

extension Role: DatabaseValueConvertible {}
extension AuditAction: DatabaseValueConvertible {}
extension AuditActor: DatabaseValueConvertible {}
extension AuditEvent.Outcome: DatabaseValueConvertible {}
extension SecretDigest: DatabaseValueConvertible {}

extension Database {
    /// The number that a statement counts.
    func count(_ request: SQLRequest<Int>) throws -> Int {
        try request.fetchOne(self) ?? 0
    }

    /// How many rows the statement changed.
    @discardableResult func changes(_ statement: SQL) throws -> Int {
        try execute(literal: statement)
        return changesCount
    }
}
