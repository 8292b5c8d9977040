package import Backends
import Corrections
package import DocumentModel

/// What somebody wants to stand at a place of a document, and what they saw there.
package struct Proposal: Hashable, Sendable {
    package enum Place: Hashable, Sendable {
        /// A printed line of the block, from 0.
        case line(Int)
        /// A cell of the block's table, from 0.
        case cell(row: Int, column: Int)
        /// The block as a heading; level 0 for what is none.
        case level
    }

    /// `Block.id` in the contents that can be read.
    package var block: Int
    package var place: Place
    package var seen: Correction.Reading
    package var wanted: Correction.Reading

    package init(block: Int, place: Place, seen: Correction.Reading, wanted: Correction.Reading) {
        self.block = block
        self.place = place
        self.seen = seen
        self.wanted = wanted
    }
}

/// Who proposes, and what their corrections are called.
package struct Proposer: Sendable {
    package var user: UserID
    package var actor: AuditActor
    package var address: String?
    package var identifiers: IdentifierSource
    package var now: Timestamp

    package init(user: UserID, actor: AuditActor, address: String?, identifiers: IdentifierSource, now: Timestamp) {
        self.user = user
        self.actor = actor
        self.address = address
        self.identifiers = identifiers
        self.now = now
    }
}

extension CorrectableDocument {
    /// The change that puts the proposals into practice; `nil` when all of them stand there already.
    ///
    /// A proposal takes the place of every correction that stands there, and keeps the name of the only one. What was read, proposed
    /// again, takes the correction away.
    package func change(for proposals: [Proposal], revision: Int, by proposer: Proposer) throws(CorrectionRefusal) -> CorrectionChange? {
        guard revision == record.publishedRevision else { throw .otherRevision }
        let shown = CorrectedDocument(read, corrections.corrections).document
        var change = CorrectionChange(version: corrections.version)
        var seen = Set<Proposal.Target>()
        for (index, proposal) in proposals.enumerated() {
            guard let number = shown.blocks.firstIndex(where: { $0.id == proposal.block }),
                let place = proposal.place(in: shown.blocks[number], at: number),
                let original = proposal.place(in: read.blocks[number], at: number)
            else { throw .noSuchPlace(index: index) }
            guard seen.insert(proposal.target).inserted else { throw .samePlace(index: index) }
            guard place.reading.matches(proposal.seen) else { throw .otherText(index: index) }
            guard !place.reading.matches(proposal.wanted) else { continue }
            put(proposal, original, instead: shown.blocks[number].corrections.filter { $0.isAt(proposal.place) }, by: proposer, &change)
        }
        guard !(change.saved.isEmpty && change.removed.isEmpty) else { return nil }
        return change
    }

    private func put(
        _ proposal: Proposal, _ original: CorrectablePlace, instead marks: [BlockCorrection], by proposer: Proposer,
        _ change: inout CorrectionChange
    ) {
        let before = corrections.corrections.filter { correction in marks.contains { $0.id == correction.id } }
        change.removed.formUnion(before.map(\.id))
        guard !original.reading.matches(proposal.wanted) else {
            for correction in before { change.audit.append(event(.correctionRemoved, correction, proposer)) }
            return
        }
        var wanted = proposal.wanted
        if proposal.place == .level { wanted.text = original.reading.text }
        var correction = Correction(
            id: before.count == 1 ? before[0].id : proposer.identifiers.next("corr"), subject: original.part.subject, page: original.page,
            rectangle: original.rectangle, blockKind: read.blocks[original.block].kind, original: original.reading, corrected: wanted,
            author: proposer.user, createdAt: before.first?.createdAt ?? proposer.now)
        if case .cell(let row, let column) = proposal.place { (correction.row, correction.column) = (row, column) }
        correction.updatedAt = proposer.now
        correction.version = (before.map(\.version).max() ?? 0) + 1
        change.removed.remove(correction.id)
        change.saved.append(correction)
        change.audit.append(event(.documentCorrected, correction, proposer))
    }

    /// The change that takes a correction away.
    package func removal(of id: CorrectionID, version: Int, by proposer: Proposer) throws(CorrectionRefusal) -> CorrectionChange {
        guard let correction = corrections.corrections.first(where: { $0.id == id }) else { throw .noCorrection }
        guard correction.version == version else { throw .otherVersion }
        return CorrectionChange(
            version: corrections.version, removed: [id], audit: [event(.correctionRemoved, correction, proposer)])
    }

    /// Holds no text of the document.
    private func event(_ action: AuditAction, _ correction: Correction, _ proposer: Proposer) -> AuditEvent {
        AuditEvent(
            at: proposer.now, actor: proposer.actor, workspace: record.workspace, action: action, target: record.id.rawValue,
            address: proposer.address,
            details: ["correction": correction.id.rawValue, "page": "\(correction.page)", "subject": correction.subject.rawValue])
    }
}

extension Proposal {
    /// What it is about.
    fileprivate struct Target: Hashable {
        var block: Int
        var place: Place
    }

    fileprivate var target: Target { Target(block: block, place: place) }

    fileprivate func place(in block: Block, at index: Int) -> CorrectablePlace? {
        block.correctablePlaces(at: index).first { candidate in
            switch (place, candidate.part) {
            case (.line(let wanted), .line(let number)): wanted == number
            case (.cell(let row, let column), .cell(let number)):
                block.table.map { $0.cells[number].row == row && $0.cells[number].column == column } ?? false
            case (.level, .level): true
            default: false
            }
        }
    }
}

extension BlockCorrection {
    fileprivate func isAt(_ place: Proposal.Place) -> Bool {
        switch place {
        case .line(let number): line == number
        case .cell(let row, let column): self.row == row && self.column == column
        case .level: subject == .level
        }
    }
}

extension Correction.Reading {
    /// Of a level, the number alone counts.
    fileprivate func matches(_ other: Correction.Reading) -> Bool {
        level == nil && other.level == nil ? text == other.text : level == other.level
    }
}
