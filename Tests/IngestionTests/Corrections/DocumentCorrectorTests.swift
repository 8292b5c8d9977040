import Backends
import Corrections
import DocumentModel
import Foundation
import TestSupport
import Testing

@testable import Ingestion

@Suite("Correcting documents")
struct DocumentCorrectorTests {
    private static let short = SamplePDF(pages: [
        ["Teh granite of Naxos is old.", "It has two lines."], ["Page two is another.", "It ends with this."],
    ])

    @Test("a corrected line stands in every form of the text, in pages and in search; what was read is kept")
    func everywhere() async throws {
        let house = try await CorrectionHouse(Self.short)
        try await house.correct("Teh granite of Naxos is old.", to: "The granodiorite of Naxos is old.")
        for output in DocumentOutput.allCases {
            let text = try await house.output(output)
            #expect(text.contains("The granodiorite of Naxos"), "\(output)")
        }
        let json = try await house.output(.json)
        #expect(json.contains("\"corrections\"") && json.contains("Teh granite of Naxos is old."))
        for output in [DocumentOutput.markdown, .html, .text, .chunks] {
            #expect(try await !house.output(output).contains("Teh granite"), "\(output)")
        }
        let pages = try await house.station.pages()
        #expect(pages[0].text.contains("The granodiorite") && pages[0].markdown.contains("The granodiorite"))
        #expect(pages[1].text.contains("Page two is another."))
        #expect(try await house.found("granodiorite") == 1)
        #expect(try await house.found("teh") == 0)
        #expect(try await house.station.document()?.facts.preview.hasPrefix("The granodiorite") == true)
        #expect(try await house.list.corrections.map(\.original.text) == ["Teh granite of Naxos is old."])
        #expect(try await house.station.entities.unsearched(by: "any", limit: 9).map(\.id) == [house.id])
    }

    @Test("a correction is changed under its name, and taken back by what was read")
    func changing() async throws {
        let house = try await CorrectionHouse(Self.short)
        try await house.correct("It has two lines.", to: "It has 2 lines.")
        try await house.correct("It has 2 lines.", to: "It has three lines.")
        let list = try await house.list
        #expect(list.version == 2 && list.corrections.map(\.version) == [2])
        #expect(list.corrections[0].original.text == "It has two lines." && list.corrections[0].corrected.text == "It has three lines.")
        try await house.correct("It has three lines.", to: "It has two lines.")
        #expect(try await house.list.corrections.isEmpty)
        #expect(try await house.output(.text).contains("It has two lines."))
        #expect(try await !house.output(.json).contains("corrections"))
    }

    @Test("a correction that is removed leaves what was read")
    func removal() async throws {
        let house = try await CorrectionHouse(Self.short)
        try await house.correct("It has two lines.", to: "It has 2 lines.")
        let correction = try await house.list.corrections[0]
        await #expect(throws: CorrectionRefusal.otherVersion) { try await house.remove(correction.id, version: 7) }
        try await house.remove(correction.id, version: correction.version)
        #expect(try await house.output(.text).contains("It has two lines."))
        #expect(try await house.list.corrections.isEmpty)
        await #expect(throws: CorrectionRefusal.noCorrection) { try await house.remove(correction.id, version: 1) }
    }

    @Test("what somebody else changed meanwhile is not overwritten: another text, another processing")
    func conflicts() async throws {
        let house = try await CorrectionHouse(Self.short)
        await #expect(throws: CorrectionRefusal.otherText(index: 0)) {
            try await house.correct("It has two lines.", to: "x", seen: "It had two lines.")
        }
        await #expect(throws: CorrectionRefusal.otherRevision) { try await house.correct("It has two lines.", to: "x", revision: 9) }
        await #expect(throws: CorrectionRefusal.noDocument) {
            try await house.corrector.change(house.id, in: .workspace(StationUnderTest.identifier("ws_two"))) { _ in nil }
        }
        #expect(try await house.list == CorrectionList())
    }

    @Test("corrections made at the same time all stand in the end")
    func together() async throws {
        let house = try await CorrectionHouse(SamplePDF(pages: [(1...8).map { "Line number \($0) of the page." }]))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...8 { group.addTask { try await house.correct("Line number \(number) of the page.", to: "Corrected \(number)!") } }
            try await group.waitForAll()
        }
        let text = try await house.output(.text)
        for number in 1...8 { #expect(text.contains("Corrected \(number)!")) }
        #expect(try await house.list.corrections.count == 8)
        #expect(try await house.station.corrections.waiting(limit: 9) == [])
    }

    @Test("a document takes as many corrections as it may have, and no more")
    func limits() async throws {
        var limits = CorrectionLimits()
        limits.corrections = 2
        let house = try await CorrectionHouse(Self.short, limits: limits)
        try await house.correct("It has two lines.", to: "a")
        try await house.correct("Page two is another.", to: "b")
        await #expect(throws: CorrectionRefusal.tooMany(2)) { try await house.correct("Teh granite of Naxos is old.", to: "c") }
        // Another text for one that is there is no more.
        try await house.correct("a", to: "d")
        #expect(try await house.list.corrections.count == 2)
    }

    @Test("only the chunks that a correction touches are embedded again")
    func embeddings() async throws {
        let sentences = ["Marble", "Granite", "Limestone", "Oak", "Walnut", "Slate"]
        let pages = sentences.map { word in (1...40).map { "\(word) line \($0) tells at some length about stone, wood and where they come from." } }
        let house = try await CorrectionHouse(SamplePDF(pages: pages))
        let all = try await house.embed()
        #expect(all.count > 8)
        try await house.correct(
            "Oak line 20 tells at some length about stone, wood and where they come from.",
            to: "Oak line 20 tells at some length about stone, wool and where they come from.")
        let again = try await house.embed()
        #expect((1...2).contains(again.count), "\(again.count) of \(all.count)")
        #expect(again.allSatisfy { $0.contains("wool") })
        // Taken back: the vectors of the first time are gone, and made for the same chunks only.
        let correction = try await house.list.corrections[0]
        try await house.remove(correction.id, version: 1)
        #expect(try await house.embed().count == again.count)
        #expect(try await house.embed().isEmpty)
    }

    @Test("contents whose corrections were saved by a process that died are made anew by the next")
    func afterDeath() async throws {
        let house = try await CorrectionHouse(Self.short)
        try await house.correct("It has two lines.", to: "It has 2 lines.")
        var list = try await house.list
        list.corrections[0].corrected.text = "It has many lines."
        #expect(try await house.station.corrections.save(CorrectionChange(version: 1, saved: list.corrections), of: house.id, in: house.here))
        #expect(try await house.station.corrections.waiting(limit: 9) == [house.id])
        #expect(try await house.corrector.renew(house.id))
        #expect(try await house.output(.text).contains("It has many lines."))
        #expect(try await house.corrector.renew(house.id) == false)
    }
}
