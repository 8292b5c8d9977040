package import Backends
import DocumentModel
import HTTPTypes

/// Many documents as one file: a batch's, or those that somebody chose.
package struct ArchiveRoutes: Sendable {
    /// Jobs read from the queue at a time.
    private static let jobsAtATime = 200

    private let documents: any DocumentStore
    private let contents: any ContentStore
    private let blobs: any BlobStore
    private let queue: any JobQueue
    private let clock: ServiceClock
    private let stagingFolder: String

    package init(
        documents: any DocumentStore, contents: any ContentStore, blobs: any BlobStore, queue: any JobQueue, clock: ServiceClock,
        stagingFolder: String
    ) {
        self.documents = documents
        self.contents = contents
        self.blobs = blobs
        self.queue = queue
        self.clock = clock
        self.stagingFolder = stagingFolder
    }

    package var routes: [Route] { [batch, selection] }

    private var archive: DocumentArchive {
        DocumentArchive(documents: documents, contents: contents, blobs: blobs, stagingFolder: stagingFolder, now: clock.now())
    }

    private var batch: Route {
        Route(
            .get, "/api/v1/batches/{batch_id}/download", "batch_download",
            "All outputs of a batch as a ZIP; its manifest.json says what is missing and why", in: .jobs, access: .permission(.readDocuments)
        )
        .query(ArchiveQuery.self).reply(.ok, "The archive.", mediaTypes: "application/zip").sendingLongFile()
        .replying { call in
            let wish = try call.query(ArchiveQuery.self).wish
            let scope = try call.scope()
            let id: BatchID = try call.identifier("batch_id")
            guard let (record, _) = try await queue.batch(id, in: scope) else { throw APIError.noSuch("batch_id") }
            let name = FileName.clean(record.name.flatMap { $0.isEmpty ? nil : $0 } ?? record.id.rawValue)
            return try archive.reply(named: name, batch: id, wish, in: scope) { count in
                var query = JobQuery()
                query.batch = id
                query.isAscending = true
                query.limit = Self.jobsAtATime
                query.offset = count
                return try await queue.jobs(query, in: scope).items.map { .init(document: $0.document, job: $0) }
            }
        }
    }

    private var selection: Route {
        Route(
            .post, "/api/v1/documents/archive", "documents_archive", "Outputs of chosen documents as a ZIP; its manifest.json says what is missing",
            in: .documents, access: .permission(.readDocuments)
        )
        .body(ArchiveRequest.self).reply(.ok, "The archive.", mediaTypes: "application/zip").sendingLongFile()
        .replying { call in
            let request = try await call.body(ArchiveRequest.self)
            var seen: Set<DocumentID> = []
            let chosen = request.documentIds.filter { seen.insert($0).inserted }
            return try archive.reply(named: "documents", request.wish, in: try call.scope()) { count in
                count == 0 ? chosen.map { .init(document: $0) } : []
            }
        }
    }
}
