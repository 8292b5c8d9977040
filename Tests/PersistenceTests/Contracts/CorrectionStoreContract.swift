import Backends
import DocumentModel
import Foundation
import Persistence
import TestSupport
import Testing

private typealias Stores = StoresUnderTest

/// A store of corrections that knows some documents.
private struct CorrectionsUnderTest {
    enum Kind: String, CaseIterable, Sendable { case memory, sqlite }

    let store: any CorrectionStore
    /// Makes a document known, whose contents can be read when there is an edition.
    let add: (DocumentRecord) async throws -> Void
    let publish: (DocumentRecord, Int, [CorrectionID: Correction.Standing]) async throws -> Void
    let remove: (DocumentRecord) async throws -> Void
    let audit: () async throws -> [AuditEvent]
    private let folder: TemporaryFolder?

    init(_ kind: Kind) async throws {
        switch kind {
        case .memory:
            let store = InMemoryCorrectionStore()
            self.store = store
            folder = nil
            add = { store.add($0.id, of: $0.workspace) }
            publish = { store.publish($0.id, edition: $1, $2) }
            remove = { store.remove($0.id) }
            audit = { store.audit }
        case .sqlite:
            let folder = try TemporaryFolder()
            let database = try SQLiteDatabase(path: folder.url.appending(path: "mivaa.sqlite").path)
            let (documents, contents) = (SQLiteDocumentStore(database), SQLiteContentStore(database))
            let identities = SQLiteIdentityStore(database: database)
            self.folder = folder
            store = SQLiteCorrectionStore(database)
            add = { document in
                let job = Stores.job("job_\(document.id)", in: document.workspace, document: document.id)
                try await documents.accept([DocumentAcceptance(document: document, job: job)], batch: nil)
            }
            publish = { document, edition, standings in
                var published = DocumentContents(status: .completed, facts: DocumentFacts(), title: nil, pages: [], tables: [], images: [])
                (published.edition, published.standings) = (edition, standings)
                let isDone = try await contents.publish(published, of: document.id, revision: 1, at: Stores.start)
                #expect(isDone)
            }
            remove = { _ = try await documents.remove($0.id, in: .installation) }
            audit = { try await identities.entries(after: 0, limit: 100, in: .installation).map(\.event) }
        }
    }
}

@Suite("Corrections")
struct CorrectionStoreContract {
    private let document = Stores.document("doc_1")
    private let here = Scope.workspace(Stores.workspace())

    private func correction(_ name: String, page: Int = 1, top: Double = 10) -> Correction {
        Correction(
            id: Stores.identifier(name), subject: .line, page: page, rectangle: Rectangle(left: 0, top: top, right: 9, bottom: top + 9),
            blockKind: .paragraph, original: .init(text: "teh"), corrected: .init(text: "the"), author: Stores.identifier("usr_1"),
            createdAt: Stores.start)
    }

    private func event(_ action: AuditAction) -> AuditEvent {
        AuditEvent(at: Stores.start, actor: .service, workspace: Stores.workspace(), action: action, target: "doc_1", address: nil)
    }

    @Test("corrections are kept by place, replaced by name, and each change counts", arguments: CorrectionsUnderTest.Kind.allCases)
    private func life(_ kind: CorrectionsUnderTest.Kind) async throws {
        let stores = try await CorrectionsUnderTest(kind)
        try await stores.add(document)
        #expect(try await stores.store.corrections(of: document.id, in: here) == CorrectionList())
        let all = [correction("corr_c", page: 2), correction("corr_b", top: 50), correction("corr_a", top: 10)]
        #expect(
            try await stores.store.save(
                CorrectionChange(version: 0, saved: all, audit: [event(.documentCorrected)]), of: document.id, in: here))
        var list = try #require(try await stores.store.corrections(of: document.id, in: here))
        #expect(list.version == 1 && list.corrections.map(\.id.rawValue) == ["corr_a", "corr_b", "corr_c"])
        #expect(list.corrections[2] == all[0])
        var changed = all[2]
        changed.corrected.text = "The"
        let next = CorrectionChange(version: 1, saved: [changed], removed: [all[1].id], audit: [event(.correctionRemoved)])
        #expect(try await stores.store.save(next, of: document.id, in: here))
        list = try #require(try await stores.store.corrections(of: document.id, in: here))
        #expect(list == CorrectionList(version: 2, corrections: [changed, all[0]]))
        #expect(try await stores.audit().map(\.action) == [.documentCorrected, .correctionRemoved])
        try await stores.remove(document)
        #expect(try await stores.store.corrections(of: document.id, in: here) == nil)
    }

    @Test("a change against another version does nothing at all", arguments: CorrectionsUnderTest.Kind.allCases)
    private func versions(_ kind: CorrectionsUnderTest.Kind) async throws {
        let stores = try await CorrectionsUnderTest(kind)
        try await stores.add(document)
        let change = CorrectionChange(version: 0, saved: [correction("corr_a")], audit: [event(.documentCorrected)])
        #expect(try await stores.store.save(change, of: document.id, in: here))
        let late = CorrectionChange(version: 0, saved: [correction("corr_b")], removed: [change.saved[0].id], audit: [event(.correctionRemoved)])
        #expect(try await stores.store.save(late, of: document.id, in: here) == false)
        #expect(try await stores.store.corrections(of: document.id, in: here)?.corrections.map(\.id.rawValue) == ["corr_a"])
        #expect(try await stores.audit().count == 1)
    }

    @Test("another workspace neither sees nor changes them", arguments: CorrectionsUnderTest.Kind.allCases)
    private func tenants(_ kind: CorrectionsUnderTest.Kind) async throws {
        let stores = try await CorrectionsUnderTest(kind)
        try await stores.add(document)
        #expect(try await stores.store.save(CorrectionChange(version: 0, saved: [correction("corr_a")]), of: document.id, in: here))
        let other = Scope.workspace(Stores.workspace("ws_two"))
        #expect(try await stores.store.corrections(of: document.id, in: other) == nil)
        await #expect(throws: StoreError.self) {
            _ = try await stores.store.save(CorrectionChange(version: 1, removed: [Stores.identifier("corr_a")]), of: document.id, in: other)
        }
        #expect(try await stores.store.corrections(of: document.id, in: .installation)?.corrections.count == 1)
    }

    @Test(
        "a document waits while its readable contents have older corrections; what came of each is kept",
        arguments: CorrectionsUnderTest.Kind.allCases)
    private func waiting(_ kind: CorrectionsUnderTest.Kind) async throws {
        let stores = try await CorrectionsUnderTest(kind)
        try await stores.add(document)
        #expect(try await stores.store.save(CorrectionChange(version: 0, saved: [correction("corr_a")]), of: document.id, in: here))
        // Nothing can be read yet: processing will put them in.
        #expect(try await stores.store.waiting(limit: 9) == [])
        try await stores.publish(document, 0, [:])
        #expect(try await stores.store.waiting(limit: 9) == [document.id])
        #expect(try await stores.store.waiting(limit: 0) == [])
        try await stores.publish(document, 1, [Stores.identifier("corr_a"): .applied(block: 7)])
        #expect(try await stores.store.waiting(limit: 9) == [])
        #expect(try await stores.store.corrections(of: document.id, in: here)?.corrections.map(\.standing) == [.applied(block: 7)])
    }
}
