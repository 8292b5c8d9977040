import Backends
import DocumentModel
import Foundation
import TestSupport
import Testing

@testable import Ingestion

@Suite("Corrections over another processing")
struct ReprocessingTests {
    private static let pdf = SamplePDF(pages: [
        ["Teh granite of Naxos is old.", "It has two lines."], ["Page two is another.", "It ends with this."],
    ])

    @Test("corrections stand in what another processing brings, and can still be taken back")
    func kept() async throws {
        let house = try await CorrectionHouse(Self.pdf)
        try await house.correct("Teh granite of Naxos is old.", to: "The granite of Naxos is old.")
        let job = try await house.station.acceptAgain()
        _ = try await house.station.process(job)
        let document = try #require(try await house.station.document())
        #expect(document.publishedRevision == 2 && document.edition == 1)
        #expect(try await house.output(.markdown).contains("The granite of Naxos"))
        let correction = try await house.list.corrections[0]
        guard case .applied = correction.standing else { return #expect(Bool(false), "\(correction.standing)") }
        try await house.remove(correction.id, version: 1)
        #expect(try await house.output(.markdown).contains("Teh granite of Naxos"))
    }

    @Test("a correction whose page is not read any more is kept, and stands again when it is")
    func withoutPlace() async throws {
        let house = try await CorrectionHouse(Self.pdf)
        try await house.correct("Page two is another.", to: "Page 2 is another.")
        var options = ProcessingOptions()
        options.pageRange = "1"
        _ = try await house.station.process(try await house.station.acceptAgain(options: options))
        #expect(try await house.list.corrections.map(\.standing) == [.notApplied(.pageMissing)])
        _ = try await house.station.process(try await house.station.acceptAgain())
        #expect(try await house.output(.text).contains("Page 2 is another."))
        guard case .applied = try await house.list.corrections[0].standing else { return #expect(Bool(false), "it has its page again") }
    }

    @Test("while a document is being processed again, its readable contents can be corrected, and the new ones have it")
    func meanwhile() async throws {
        let house = try await CorrectionHouse(Self.pdf)
        let job = try await house.station.acceptAgain()
        try await house.correct("It has two lines.", to: "It has 2 lines.")
        #expect(try await house.station.document()?.publishedRevision == 1)
        #expect(try await house.output(.text).contains("It has 2 lines."))
        _ = try await house.station.process(job)
        #expect(try await house.station.document()?.publishedRevision == 2)
        #expect(try await house.output(.text).contains("It has 2 lines."))
        #expect(try await house.station.corrections.waiting(limit: 9) == [])
    }

    @Test("a document processed without its text has nothing to correct, and keeps its corrections")
    func withoutText() async throws {
        let house = try await CorrectionHouse(Self.pdf)
        try await house.correct("It has two lines.", to: "It has 2 lines.")
        var options = ProcessingOptions()
        options.extractText = false
        _ = try await house.station.process(try await house.station.acceptAgain(options: options))
        await #expect(throws: CorrectionRefusal.noText) {
            try await house.corrector.change(house.id, in: house.here) { _ in nil }
        }
        #expect(try await house.list.corrections.count == 1)
        #expect(try await house.station.corrections.waiting(limit: 9) == [])
    }

    @Test("files of older editions are swept, those in use are not")
    func sweep() async throws {
        let house = try await CorrectionHouse(Self.pdf)
        try await house.correct("It has two lines.", to: "It has 2 lines.")
        let document = try #require(try await house.station.document())
        let leftover = BlobName.output("text.txt", of: house.id, in: document.workspace, revision: 1, edition: 9)
        try await house.station.blobs.put([1], at: leftover)
        let sweep = LeftoverSweep(documents: house.station.documents, contents: house.station.contents, blobs: house.station.blobs)
        #expect(try await sweep.run(now: ServiceClock.system.now().adding(seconds: 200_000)) == 1)
        #expect(try await house.station.blobs.size(of: leftover) == nil)
        try await house.correct("It has 2 lines.", to: "It has three lines.")
        #expect(try await house.output(.text).contains("It has three lines."))
    }
}
