import Backends
package import DocumentModel
import Foundation
package import GRDB

// How values stand in columns: names and states as text, moments as milliseconds.

extension Identifier: DatabaseValueConvertible {}
extension DocumentStatus: DatabaseValueConvertible {}
extension JobStatus: DatabaseValueConvertible {}
extension JobKind: DatabaseValueConvertible {}
extension JobPriority: DatabaseValueConvertible {}
extension PageRecord.Status: DatabaseValueConvertible {}

extension Timestamp: DatabaseValueConvertible {
    package var databaseValue: DatabaseValue { milliseconds.databaseValue }

    package static func fromDatabaseValue(_ value: DatabaseValue) -> Timestamp? {
        Int64.fromDatabaseValue(value).map(Timestamp.init(milliseconds:))
    }
}

extension Timestamp: StatementColumnConvertible {
    package init(sqliteStatement: SQLiteStatement, index: CInt) {
        self.init(milliseconds: Int64(sqliteStatement: sqliteStatement, index: index))
    }
}

extension Scope {
    /// The condition that every statement on a tenant's table carries.
    var condition: SQL { condition(column: "workspace") }

    func condition(column: String) -> SQL {
        switch self {
        case .workspace(let workspace): "\(sql: column) = \(workspace)"
        case .installation: "TRUE"
        }
    }
}

/// Lists, maps and records as JSON in a column.
enum JSONColumn {
    static func text(_ value: some Encodable) throws -> String {
        String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    }

    static func value<Value: Decodable>(_ text: String, as type: Value.Type = Value.self) throws -> Value {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }

    /// Most lists are empty, and a decoder costs more than the rest of the row.
    static func list(_ text: String) throws -> [String] { try PlainJSON.list(in: text) ?? value(text) }
    static func map(_ text: String) throws -> [String: String] { try PlainJSON.map(in: text) ?? value(text) }
    static func steps(_ text: String) throws -> [JobStep] { try PlainJSON.steps(in: text) ?? value(text) }
}

// Values are read where the statement has them. A column holds what its table declares (all tables are STRICT), and a value of any kind
// between the two cost more than the value itself.
extension Row {
    /// The value of a column that is never NULL; a row without it is damaged.
    func get<Value: DatabaseValueConvertible & StatementColumnConvertible>(_ column: String) throws -> Value {
        try present(optional(column), column)
    }

    func get<Value: RawRepresentable>(_ column: String) throws -> Value
    where Value.RawValue: DatabaseValueConvertible & StatementColumnConvertible {
        try present(optional(column), column)
    }

    func optional<Value: DatabaseValueConvertible & StatementColumnConvertible>(_ column: String) throws -> Value? {
        self[column]
    }

    func optional<Value: RawRepresentable>(_ column: String) throws -> Value?
    where Value.RawValue: DatabaseValueConvertible & StatementColumnConvertible {
        let stored: Value.RawValue? = self[column]
        return try stored.map { try present(Value(rawValue: $0), column) }
    }

    private func present<Value>(_ value: Value?, _ column: String) throws -> Value {
        guard let value else { throw StoreError.corrupt("column \(column)") }
        return value
    }
}

extension SQLRequest where RowDecoder == Row {
    /// What is made of each row. Decoded where they lie: a row that was copied looks for a column by comparing it with the names of all.
    func all<Value>(_ database: Database, _ decode: (Row) throws -> Value) throws -> [Value] {
        let rows = try fetchCursor(database)
        var values: [Value] = []
        while let row = try rows.next() { values.append(try decode(row)) }
        return values
    }

    /// What is made of the first row; `nil` when there is none.
    func first<Value>(_ database: Database, _ decode: (Row) throws -> Value) throws -> Value? {
        let rows = try fetchCursor(database)
        // The row is the cursor's, and empty without it.
        return try withExtendedLifetime(rows) { try rows.next().map(decode) }
    }
}
