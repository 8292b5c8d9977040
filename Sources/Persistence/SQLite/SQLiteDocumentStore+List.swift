package import Backends
package import DocumentModel
import GRDB

extension SQLiteDocumentStore {
    package func documents(_ query: DocumentQuery, in scope: Scope) async throws(StoreError) -> Listing<DocumentRecord> {
        try await database.read { database in
            let condition = query.condition(in: scope)
            let count = try SQLRequest<Int>(literal: query.count(condition, in: scope), cached: true).fetchOne(database)
            let items = try SQLRequest<Row>(
                literal: """
                    SELECT * FROM document WHERE \(condition) ORDER BY \(query.ordering)
                    LIMIT \(max(0, query.limit)) OFFSET \(max(0, query.offset))
                    """, cached: true
            ).all(database, DocumentRecord.init(row:))
            return Listing(items: items, totalCount: count ?? 0)
        }
    }
}

extension DocumentQuery {
    fileprivate func condition(in scope: Scope) -> SQL {
        var parts: [SQL] = [scope.condition]
        if !statuses.isEmpty { parts.append("status IN \(statuses)") }
        if let createdFrom { parts.append("created_at >= \(createdFrom)") }
        if let createdBefore { parts.append("created_at < \(createdBefore)") }
        for tag in Set(tags) { parts.append("id IN (SELECT document FROM document_tag WHERE tag = \(tag))") }
        if let words {
            parts.append(
                DocumentWords.expression(for: words).map { expression in
                    "number IN (SELECT rowid FROM document_words WHERE document_words MATCH \(expression))"
                } ?? "FALSE")
        }
        return parts.joined(separator: " AND ")
    }

    /// All documents of a workspace are counted as they come and go: counting ten thousand takes longer than everything else of a list.
    fileprivate func count(_ condition: SQL, in scope: Scope) -> SQL {
        let isLimited = !statuses.isEmpty || createdFrom != nil || createdBefore != nil || !tags.isEmpty || words != nil
        guard case .workspace(let workspace) = scope, !isLimited else { return "SELECT count(*) FROM document WHERE \(condition)" }
        return "SELECT documents FROM document_count WHERE workspace = \(workspace)"
    }

    /// The number settles ties, so that pages of the list never overlap.
    fileprivate var ordering: SQL {
        let column =
            switch order {
            case .createdAt: "created_at"
            case .updatedAt: "updated_at"
            case .title: "title COLLATE NOCASE"
            case .filename: "filename COLLATE NOCASE"
            case .sizeBytes: "size_bytes"
            case .pageCount: "page_count"
            }
        let direction = isAscending ? "ASC" : "DESC"
        return "\(sql: column) \(sql: direction), number \(sql: direction)"
    }
}
