import Backends
import Corrections
import DocumentModel
import Foundation
import Rendering
import TestSupport
import Testing

@testable import Ingestion

/// A document that has been processed, and somebody who corrects it.
struct CorrectionHouse {
    let station: StationUnderTest
    let corrector: DocumentCorrector
    let models = FakeEmbedders()
    let id: DocumentID = StationUnderTest.identifier("doc_1")
    let here = Scope.workspace(StationUnderTest.workspace)

    static let proposer = Proposer(
        user: StationUnderTest.owner, actor: .user(StationUnderTest.owner), address: nil, identifiers: IdentifierSource(clock: .system),
        now: Timestamp(milliseconds: 1_790_000_000_000))

    init(_ pdf: SamplePDF, limits: CorrectionLimits = CorrectionLimits()) async throws {
        station = try await StationUnderTest()
        corrector = DocumentCorrector(
            documents: station.documents, contents: station.contents, blobs: station.blobs, corrections: station.corrections,
            bus: station.bus, clock: .system, limits: limits)
        let job = try await station.accept(pdf.bytes)
        guard case .completed = try await station.process(job) else { throw StoreError.notFound("a finished document") }
    }

    /// The block that has a text, and which of its lines it is.
    func place(of text: String) async throws -> (block: Int, line: Int) {
        for page in try await station.pages() {
            for (index, block) in try JSONRenderer().blocks(from: page.blocksJSON).enumerated() {
                for place in block.correctablePlaces(at: index) where place.reading.text == text {
                    if case .line(let number) = place.part { return (block.id, number) }
                }
            }
        }
        throw StoreError.notFound(text)
    }

    func correct(_ text: String, to wanted: String, seen: String? = nil, revision: Int? = nil) async throws {
        let place = try await place(of: text)
        let proposal = Proposal(
            block: place.block, place: .line(place.line), seen: .init(text: seen ?? text), wanted: .init(text: wanted))
        let known = try await station.document()?.publishedRevision ?? 0
        try await corrector.change(id, in: here) { document throws(CorrectionRefusal) in
            try document.change(for: [proposal], revision: revision ?? known, by: Self.proposer)
        }
    }

    func remove(_ correction: CorrectionID, version: Int) async throws {
        try await corrector.change(id, in: here) { document throws(CorrectionRefusal) in
            try document.removal(of: correction, version: version, by: Self.proposer)
        }
    }

    var list: CorrectionList {
        get async throws { try #require(try await station.corrections.corrections(of: id, in: here)) }
    }

    func output(_ output: DocumentOutput) async throws -> String {
        let document = try #require(try await station.document())
        let blob = try #require(output.blob(of: document))
        return String(decoding: try #require(try await station.blobs.bytes(of: blob, range: nil)), as: UTF8.self)
    }

    /// Embeds what lacks a vector; the texts that were given to the model.
    func embed() async throws -> [String] {
        models.forget()
        let indexer = PassageIndexer(index: station.search, blobs: station.blobs, embedders: models)
        while case .done(let count) = try await indexer.doSome(), count > 0 {}
        return models.embedded
    }

    func found(_ word: String) async throws -> Int {
        try await station.search.lexical(LexicalQuery(words: [word]), SearchFilters(), scope: here, limit: 10).count
    }
}
