package import Backends
import Corrections
package import DocumentModel
package import Ingestion
import Rendering

/// Takes corrections from clients, and tells of them.
package struct CorrectionDesk: Sendable {
    /// What a user is called; `nil` for one that is gone.
    package typealias Names = @Sendable (UserID) async throws(StoreError) -> String?

    let documents: any DocumentStore
    let contents: any ContentStore
    let corrections: any CorrectionStore
    let corrector: DocumentCorrector
    let clock: ServiceClock
    private let names: Names

    package init(
        documents: any DocumentStore, contents: any ContentStore, corrections: any CorrectionStore, corrector: DocumentCorrector,
        clock: ServiceClock, names: @escaping Names
    ) {
        self.documents = documents
        self.contents = contents
        self.corrections = corrections
        self.corrector = corrector
        self.clock = clock
        self.names = names
    }

    /// A part of a document's corrections: those without a place first, each by page and from top to bottom.
    func listing(of id: DocumentID, in scope: Scope, limit: Int, offset: Int) async throws -> CorrectionListing {
        try await listing(of: id, in: scope) { all in
            let lost = all.filter { $0.standing.isNotApplied }
            let others = all.filter { !$0.standing.isNotApplied }
            return Array((lost + others).dropFirst(offset).prefix(limit))
        }
    }

    /// Those of the names, by page and from top to bottom.
    func listing(of id: DocumentID, in scope: Scope, only names: Set<CorrectionID>) async throws -> CorrectionListing {
        try await listing(of: id, in: scope) { all in all.filter { names.contains($0.id) } }
    }

    private func listing(
        of id: DocumentID, in scope: Scope, part: ([Correction]) -> [Correction]
    ) async throws -> CorrectionListing {
        guard let document = try await documents.document(id, in: scope), let list = try await corrections.corrections(of: id, in: scope) else {
            throw APIError.noSuch("document_id")
        }
        let shown = part(list.corrections)
        var known: [UserID: String] = [:]
        for author in Set(shown.map(\.author)) { known[author] = try await names(author) }
        return CorrectionListing(
            documentId: id.rawValue, revision: document.publishedRevision, listVersion: list.version,
            isCurrent: list.version == document.edition, corrections: shown.map { CorrectionLine($0, authorName: known[$0.author]) },
            totalCorrections: list.corrections.count, notApplied: list.corrections.count { $0.standing.isNotApplied })
    }

    /// What can be corrected of the blocks that begin on a page.
    func places(of document: DocumentRecord, page: Int) async throws -> CorrectablePlaces {
        let pages = try await contents.pages(of: document.id, in: .workspace(document.workspace), numbers: page...page, withContent: true)
        guard let record = pages.first else { throw APIError.noSuch("page") }
        guard let blocks = try? JSONRenderer().blocks(from: record.blocksJSON) else {
            throw StoreError.corrupt("page \(page) of \(document.id)")
        }
        let places = blocks.enumerated().flatMap { index, block in
            block.correctablePlaces(at: index).map { CorrectablePlaceLine($0, of: block) }
        }
        return CorrectablePlaces(documentId: document.id.rawValue, revision: document.publishedRevision, places: places)
    }

    func save(_ proposals: [Proposal], revision: Int, of id: DocumentID, in scope: Scope, by proposer: Proposer) async throws -> CorrectionListing {
        let saved = try await corrector.change(id, in: scope) { document throws(CorrectionRefusal) in
            try document.change(for: proposals, revision: revision, by: proposer)
        }
        return try await listing(of: id, in: scope, only: saved)
    }

    func remove(_ correction: CorrectionID, version: Int, of id: DocumentID, in scope: Scope, by proposer: Proposer) async throws -> CorrectionListing
    {
        let saved = try await corrector.change(id, in: scope) { document throws(CorrectionRefusal) in
            try document.removal(of: correction, version: version, by: proposer)
        }
        return try await listing(of: id, in: scope, only: saved)
    }
}

extension Correction.Standing {
    fileprivate var isNotApplied: Bool {
        if case .notApplied = self { true } else { false }
    }
}

extension CorrectablePlaceLine {
    fileprivate init(_ place: CorrectablePlace, of block: Block) {
        blockId = block.id
        blockKind = block.kind.rawValue
        subject = CorrectionProposals.Subject(rawValue: place.part.subject.rawValue) ?? .line
        text = place.reading.text
        level = place.reading.level
        pageNumber = place.page
        boundingBox = [place.rectangle.left, place.rectangle.top, place.rectangle.right, place.rectangle.bottom]
        switch place.part {
        case .line(let number): line = number
        case .cell(let number):
            row = block.table?.cells[number].row
            column = block.table?.cells[number].column
        case .level: break
        }
        let mark = block.corrections.first { [subject, line, row, column] in
            $0.subject.rawValue == subject.rawValue && $0.line == line && $0.row == row && $0.column == column
        }
        correctionId = mark?.id.rawValue
        originalText = mark?.before.text
        originalLevel = mark?.before.level
    }
}
