package import Backends
package import DocumentModel

/// Removes documents with everything that belongs to them.
package struct DocumentRemoval: Sendable {
    /// Images asked for at a time.
    private static let pageOfImages = 500

    private let documents: any DocumentStore
    private let contents: any ContentStore
    private let blobs: any BlobStore

    package init(documents: any DocumentStore, contents: any ContentStore, blobs: any BlobStore) {
        self.documents = documents
        self.contents = contents
        self.blobs = blobs
    }

    /// How many files were removed; `nil` when the scope has no such document. Records go first: whatever happens afterwards, nobody sees
    /// the document any more, and files that are left are swept.
    package func remove(_ id: DocumentID, in scope: Scope) async throws(StoreError) -> Int? {
        let images = try await images(of: id, in: scope)
        guard let document = try await documents.remove(id, in: scope) else { return nil }
        var count = try await blobs.removeAll(below: .folder(of: id, in: document.workspace))
        for image in images { count += try await blobs.removeAll(below: .folder(of: image, in: document.workspace)) }
        return count
    }

    private func images(of document: DocumentID, in scope: Scope) async throws(StoreError) -> [ImageID] {
        var query = ImageQuery()
        query.document = document
        query.limit = Self.pageOfImages
        var images: [ImageID] = []
        while true {
            let page = try await contents.images(query, in: scope).items
            images += page.map(\.id)
            guard page.count == query.limit else { return images }
            query.offset += page.count
        }
    }
}

/// Removes files that no record refers to: of uploads whose acceptance was cut short, of removals that were, and outputs of older
/// processings.
package struct LeftoverSweep: Sendable {
    /// Names looked at at a time.
    private static let pageOfNames = 1000
    /// A file younger than this may belong to something that is being written just now.
    package static let leastAgeSeconds = 86_400.0

    private let documents: any DocumentStore
    private let contents: any ContentStore
    private let blobs: any BlobStore

    package init(documents: any DocumentStore, contents: any ContentStore, blobs: any BlobStore) {
        self.documents = documents
        self.contents = contents
        self.blobs = blobs
    }

    /// How many files were removed.
    package func run(now: Timestamp, leastAgeSeconds: Double = LeftoverSweep.leastAgeSeconds) async throws(StoreError) -> Int {
        let limit = now.adding(seconds: -leastAgeSeconds)
        let ofDocuments = try await sweep("documents", writtenBefore: limit) { names throws(StoreError) in try await unusedDocuments(names) }
        let ofImages = try await sweep("images", writtenBefore: limit) { names throws(StoreError) in
            let existing = try await contents.existing(Set(names.compactMap { ImageID(rawValue: $0.owner) }))
            return names.filter { name in !existing.contains { $0.rawValue == name.owner } }
        }
        return ofDocuments + ofImages
    }

    /// A name of the form "kind/workspace/owner/rest".
    private struct Name {
        let blob: BlobName
        let owner: String
        let rest: Substring

        init?(_ blob: BlobName) {
            let parts = blob.text.split(separator: "/", maxSplits: 3)
            guard parts.count == 4 else { return nil }
            self.blob = blob
            owner = String(parts[2])
            rest = parts[3]
        }
    }

    private func sweep(
        _ folder: String, writtenBefore limit: Timestamp, unused: ([Name]) async throws(StoreError) -> [Name]
    ) async throws(StoreError) -> Int {
        guard let root = BlobName(folder) else { return 0 }
        var count = 0
        var last: BlobName?
        while true {
            let names = try await blobs.names(below: root, after: last, limit: Self.pageOfNames)
            for name in try await unused(names.compactMap(Name.init)) {
                guard let written = try await blobs.modifiedAt(name.blob), written < limit else { continue }
                count += try await blobs.removeAll(below: name.blob)
            }
            guard names.count == Self.pageOfNames else { return count }
            last = names.last
        }
    }

    private func unusedDocuments(_ names: [Name]) async throws(StoreError) -> [Name] {
        let ids = Set(names.compactMap { DocumentID(rawValue: $0.owner) })
        var existing: [String: DocumentRecord] = [:]
        for id in try await documents.existing(ids) { existing[id.rawValue] = try await documents.document(id, in: .installation) }
        return names.filter { name in existing[name.owner].map { !$0.uses(name.rest) } ?? true }
    }
}

extension DocumentRecord {
    /// Whether a file is of use.
    ///
    /// - Parameter path: below the document's folder: "original.pdf", "r2/text.txt", "r2/e5/text.txt".
    fileprivate func uses(_ path: Substring) -> Bool {
        let parts = path.split(separator: "/")
        guard let folder = parts.first, parts.count > 1 else { return true }
        // What is being made now has an edition that nobody knows yet.
        if folder == "r\(revision)", revision != publishedRevision { return true }
        return folder == "r\(publishedRevision)" && (parts.count == 2 || parts[1] == "e\(edition)")
    }
}
