import DocumentModel
import GRDB

extension DocumentRecord {
    init(row: Row) throws {
        self.init(
            id: try row.get("id"), workspace: try row.get("workspace"), uploadedBy: try row.get("uploaded_by"), title: try row.get("title"),
            filename: try row.get("filename"), mimeType: try row.get("mime_type"), sizeBytes: try row.get("size_bytes"),
            sha256: try row.optional("sha256"), sourceURL: try row.optional("source_url"), status: try row.get("status"),
            tags: try JSONColumn.list(row.get("tags")), customFields: try JSONColumn.map(row.get("custom_fields")),
            facts: try DocumentFacts(row: row), findings: try JSONColumn.list(row.get("findings")), createdAt: try row.get("created_at"),
            revision: try row.get("revision"))
        updatedAt = try row.get("updated_at")
        publishedRevision = try row.get("published_revision")
        edition = try row.get("edition")
    }

    func insert(_ database: Database) throws {
        try database.cachedStatement(
            literal: """
                INSERT INTO document (
                    id, workspace, uploaded_by, title, filename, mime_type, size_bytes, sha256, source_url, status, revision, published_revision,
                    created_at, updated_at, page_count, word_count, character_count, image_count, table_count, entity_count,
                    failed_page_count, has_embeddings, tags, custom_fields, findings, file_fields, preview
                ) VALUES (
                    \(id), \(workspace), \(uploadedBy), \(title), \(filename), \(mimeType), \(sizeBytes), \(sha256), \(sourceURL), \(status),
                    \(revision), \(publishedRevision), \(createdAt), \(updatedAt), 0, 0, 0, 0, 0, 0, 0, FALSE,
                    \(try JSONColumn.text(tags)), \(try JSONColumn.text(customFields)), \(try JSONColumn.text(findings)), '{}', ''
                )
                """
        ).execute()
        try DocumentTags.add(tags, to: id, database)
    }
}

extension DocumentFacts {
    init(row: Row) throws {
        self.init()
        pageCount = try row.get("page_count")
        wordCount = try row.get("word_count")
        characterCount = try row.get("character_count")
        imageCount = try row.get("image_count")
        tableCount = try row.get("table_count")
        entityCount = try row.get("entity_count")
        failedPageCount = try row.get("failed_page_count")
        language = try row.optional("language")
        hasEmbeddings = try row.get("has_embeddings")
        preview = try row.get("preview")
        summary = try row.optional("summary")
        processingSeconds = try row.optional("processing_seconds")
        fileFields = try JSONColumn.map(row.get("file_fields"))
    }

    /// Replaces all facts of the document.
    func update(_ document: DocumentID, _ database: Database) throws {
        try database.cachedStatement(
            literal: """
                UPDATE document SET
                    page_count = \(pageCount), word_count = \(wordCount), character_count = \(characterCount), image_count = \(imageCount),
                    table_count = \(tableCount), entity_count = \(entityCount), failed_page_count = \(failedPageCount),
                    language = \(language), has_embeddings = \(hasEmbeddings), preview = \(preview), summary = \(summary),
                    processing_seconds = \(processingSeconds), file_fields = \(try JSONColumn.text(fileFields))
                WHERE id = \(document)
                """
        ).execute()
    }
}

/// Tags in a table of their own, for looking documents up by them.
enum DocumentTags {
    static func add(_ tags: [String], to document: DocumentID, _ database: Database) throws {
        for tag in Set(tags) {
            try database.cachedStatement(literal: "INSERT INTO document_tag (tag, document) VALUES (\(tag), \(document))").execute()
        }
    }

    static func replace(with tags: [String], of document: DocumentID, _ database: Database) throws {
        try database.cachedStatement(literal: "DELETE FROM document_tag WHERE document = \(document)").execute()
        try add(tags, to: document, database)
    }
}

/// The index of words. It takes the text from a view over documents and pages, and must see the same text when it forgets it: every
/// change of what the view shows stands between `forget` and `learn`, in one transaction.
enum DocumentWords {
    static func learn(_ document: DocumentID, _ database: Database) throws {
        try database.cachedStatement(
            literal: """
                INSERT INTO document_words (rowid, title, filename, text)
                SELECT number, title, filename, text FROM document_text
                WHERE number = (SELECT number FROM document WHERE id = \(document))
                """
        ).execute()
    }

    static func forget(_ document: DocumentID, _ database: Database) throws {
        try database.cachedStatement(
            literal: """
                INSERT INTO document_words (document_words, rowid, title, filename, text)
                SELECT 'delete', number, title, filename, text FROM document_text
                WHERE number = (SELECT number FROM document WHERE id = \(document))
                """
        ).execute()
    }

    static func relearn(_ document: DocumentID, _ database: Database, during change: () throws -> Void) throws {
        try forget(document, database)
        try change()
        try learn(document, database)
    }

    /// What FTS5 is asked: all words, the last one as the beginning of a word; `nil` when there is nothing to ask.
    static func expression(for words: String) -> String? {
        let terms = words.split { !$0.isLetter && !$0.isNumber }.prefix(mostWords).map { "\"\($0)\"" }
        return terms.isEmpty ? nil : terms.joined(separator: " ") + "*"
    }

    /// Each word is a lookup and an intersection.
    private static let mostWords = 32
}
