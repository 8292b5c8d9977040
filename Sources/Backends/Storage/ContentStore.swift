package import DocumentModel

/// What was read from documents: pages while they are being read, everything when they are done.
package protocol ContentStore: Sendable {
    /// Stores pages that were read, each with its layout for a later attempt to go on from. Replaces pages of the same number and
    /// revision. Does nothing when the document is gone or a newer revision is being worked on.
    func savePages(_ pages: [SavedPage], of document: DocumentID, revision: Int) async throws(StoreError)

    /// Layouts saved for this revision, by ascending page: what an interrupted attempt had finished.
    func savedLayouts(of document: DocumentID, revision: Int) async throws(StoreError) -> [(page: Int, layout: [UInt8])]

    /// Replaces everything known of the document by this, sets its status and facts, and forgets saved layouts: all or nothing.
    /// Does nothing and returns false when the document is gone or a newer revision is being worked on.
    func publish(_ contents: DocumentContents, of document: DocumentID, revision: Int, at: Timestamp) async throws(StoreError) -> Bool

    /// Replaces what can be read of a document by the same with other corrections, and has it searched for entities again: all or nothing.
    /// Does nothing and returns false when the document is gone, another revision can be read, or a later edition of this one.
    func publishEdition(
        _ contents: CorrectedContents, of document: DocumentID, revision: Int, at: Timestamp
    ) async throws(StoreError) -> Bool

    /// By ascending number; texts and blocks are left empty unless asked for. Empty when the scope has no such document.
    func pages(
        of document: DocumentID, in scope: Scope, numbers: ClosedRange<Int>?, withContent: Bool
    ) async throws(StoreError) -> [PageRecord]

    func tables(of document: DocumentID, in scope: Scope) async throws(StoreError) -> [TableRecord]

    func images(_ query: ImageQuery, in scope: Scope) async throws(StoreError) -> Listing<ImageRecord>

    /// Those of the names that images have, in any workspace.
    func existing(_ ids: Set<ImageID>) async throws(StoreError) -> Set<ImageID>

    func saveImages(_ images: [ImageRecord]) async throws(StoreError)

    /// The removed image; `nil` when the scope has no such image.
    func removeImage(_ id: ImageID, in scope: Scope) async throws(StoreError) -> ImageRecord?
}

extension ContentStore {
    /// `savePages` with one page.
    package func savePage(_ page: PageRecord, layout: [UInt8], of document: DocumentID, revision: Int) async throws(StoreError) {
        try await savePages([SavedPage(page: page, layout: layout)], of: document, revision: revision)
    }
}

/// A page while its document is being read.
package struct SavedPage: Hashable, Sendable {
    package var page: PageRecord
    /// As the wire writes it.
    package var layout: [UInt8]

    package init(page: PageRecord, layout: [UInt8]) {
        self.page = page
        self.layout = layout
    }
}

/// Everything that one processing of a document brought forth.
package struct DocumentContents: Hashable, Sendable {
    package var status: DocumentStatus
    package var facts: DocumentFacts
    /// Title found in the document; `nil` to keep the one it has.
    package var title: String?
    package var pages: [PageRecord]
    package var tables: [TableRecord]
    package var images: [ImageRecord]
    /// What search finds, numbered from 0.
    package var chunks: [Chunk]
    /// The version of the document's corrections that they were made with, and what came of each.
    package var edition = 0
    package var standings: [CorrectionID: Correction.Standing] = [:]

    package init(
        status: DocumentStatus, facts: DocumentFacts, title: String?, pages: [PageRecord], tables: [TableRecord], images: [ImageRecord],
        chunks: [Chunk] = []
    ) {
        self.status = status
        self.facts = facts
        self.title = title
        self.pages = pages
        self.tables = tables
        self.images = images
        self.chunks = chunks
    }
}

/// What corrections change of a document's contents.
package struct CorrectedContents: Hashable, Sendable {
    /// The version of the document's corrections, and what came of each.
    package var edition: Int
    package var standings: [CorrectionID: Correction.Standing]
    package var facts: DocumentFacts
    package var pages: [PageRecord]
    package var tables: [TableRecord]
    package var chunks: [Chunk]

    package init(
        edition: Int, standings: [CorrectionID: Correction.Standing], facts: DocumentFacts, pages: [PageRecord], tables: [TableRecord],
        chunks: [Chunk]
    ) {
        self.edition = edition
        self.standings = standings
        self.facts = facts
        self.pages = pages
        self.tables = tables
        self.chunks = chunks
    }
}

/// Which images to list; empty for all.
package struct ImageQuery: Hashable, Sendable {
    package var ids: [ImageID] = []
    package var document: DocumentID?
    package var tags: [String] = []
    package var limit = 50
    package var offset = 0

    package init() {}
}
