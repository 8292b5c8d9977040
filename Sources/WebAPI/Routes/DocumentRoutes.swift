package import Backends
package import DocumentModel
import HTTPTypes
package import Ingestion

/// Module 6 of the contract: documents that are stored.
package struct DocumentRoutes: Sendable {
    private let documents: any DocumentStore
    private let removal: DocumentRemoval
    private let clock: ServiceClock

    package init(documents: any DocumentStore, removal: DocumentRemoval, clock: ServiceClock) {
        self.documents = documents
        self.removal = removal
        self.clock = clock
    }

    package var routes: [Route] { [list, details, update, deletion] }

    private var list: Route {
        Route(.get, "/api/v1/documents", "list_documents", "Documents of the workspace", in: .documents, access: .permission(.readDocuments))
            .also(at: "/api/v1/documents/documents").query(DocumentListQuery.self)
            .answering(DocumentListing.self) { call in
                let query = try call.query(DocumentListQuery.self)
                let listing = try await documents.documents(try query.storeQuery(), in: try call.scope())
                let part = query.part
                return DocumentListing(
                    documents: listing.items.map(DocumentLine.init),
                    pagination: Pagination(total: listing.totalCount, limit: part.limit, offset: part.offset), totalCount: listing.totalCount,
                    page: part.page, pageSize: part.limit)
            }
    }

    private var details: Route {
        Route(
            .get, "/api/v1/documents/{document_id}/metadata", "document_metadata", "What is known of a document", in: .documents,
            access: .permission(.readDocuments)
        )
        .also(at: "/api/v1/documents/documents/{document_id}", "/api/v1/documents/{document_id}")
        .answering(DocumentDetails.self) { call in DocumentDetails(try await call.document(in: documents)) }
    }

    private var update: Route {
        Route(
            .patch, "/api/v1/documents/{document_id}", "update_document", "Changes title, tags or own fields", in: .documents,
            access: .permission(.writeDocuments), rate: .write
        )
        .body(DocumentUpdate.self)
        .answering(DocumentDetails.self) { call in
            let update = try await call.body(DocumentUpdate.self)
            let change = DocumentChange(title: update.title ?? update.documentName, tags: update.tags, customFields: update.metadata)
            let id: DocumentID = try call.identifier("document_id")
            guard let changed = try await documents.change(id, in: try call.scope(), change, at: clock.now()) else {
                throw APIError.noSuch("document_id")
            }
            return DocumentDetails(changed)
        }
    }

    private var deletion: Route {
        Route(
            .delete, "/api/v1/documents/{document_id}", "delete_document", "Deletes a document with everything that was made of it",
            in: .documents, access: .permission(.deleteDocuments), rate: .write
        )
        .also(at: "/api/v1/documents/documents/{document_id}")
        .answering(DocumentRemovalResult.self) { call in
            let id: DocumentID = try call.identifier("document_id")
            guard let files = try await removal.remove(id, in: try call.scope()) else { throw APIError.noSuch("document_id") }
            return DocumentRemovalResult(documentId: id.rawValue, deletedFiles: files)
        }
    }
}

extension Call {
    /// The workspace of the caller: the only records a route may touch.
    package func scope() throws(APIError) -> Scope {
        .workspace(try caller().workspace)
    }

    /// The document named in the path, if it is the caller's.
    package func document(in store: any DocumentStore) async throws -> DocumentRecord {
        guard let document = try await store.document(try identifier("document_id"), in: try scope()) else {
            throw APIError.noSuch("document_id")
        }
        return document
    }
}
