import Backends
import DocumentModel
import Testing

private typealias Stores = StoresUnderTest

@Suite("Document stores")
struct DocumentStoreContract {
    @Test("what is accepted is there, with its job, as it was given", arguments: StoreKind.allCases)
    func accepts(_ kind: StoreKind) async throws {
        let stores = try await Stores(kind)
        var document = Stores.document("doc_1", title: "Pumps & valves")
        document.tags = ["water", "steel"]
        document.customFields = ["cost centre": "Ä 17"]
        document.findings = ["javascript"]
        document.sourceURL = "https://example.org/a.pdf"
        try await stores.accept(document)
        #expect(try await stores.documents.document(document.id, in: .workspace(document.workspace)) == document)
        #expect(try await stores.queue.job(Stores.identifier("job_doc_1"), in: .installation)?.document == document.id)
    }

    @Test("a name that is taken leaves nothing of the whole acceptance", arguments: StoreKind.allCases)
    func allOrNothing(_ kind: StoreKind) async throws {
        let stores = try await Stores(kind)
        try await stores.accept(Stores.document("doc_1"))
        let batch = BatchRecord(
            id: Stores.identifier("batch_1"), workspace: Stores.workspace(), owner: Stores.identifier("usr_one"), totalCount: 2,
            createdAt: Stores.start)
        let acceptances = ["doc_2", "doc_1"].map { name in
            DocumentAcceptance(document: Stores.document(name), job: Stores.job("job_again_\(name)", document: Stores.identifier(name)))
        }
        await #expect(throws: StoreError.conflict("a record")) { try await stores.documents.accept(acceptances, batch: batch) }
        #expect(try await stores.documents.documents(DocumentQuery(), in: .installation).items.map(\.id.rawValue) == ["doc_1"])
        #expect(try await stores.queue.batch(batch.id, in: .installation) == nil)
        #expect(try await stores.queue.jobs(JobQuery(), in: .installation).totalCount == 1)
    }

    @Test("another workspace sees, changes and removes nothing", arguments: StoreKind.allCases)
    func isolation(_ kind: StoreKind) async throws {
        let stores = try await Stores(kind)
        let document = Stores.document("doc_1")
        let other = Scope.workspace(Stores.workspace("ws_two"))
        try await stores.accept(document)
        _ = try await stores.publish(["one"], of: document, images: [Stores.image("img_1", of: document.id)])
        #expect(try await stores.documents.document(document.id, in: other) == nil)
        #expect(try await stores.documents.documents(DocumentQuery(), in: other).totalCount == 0)
        #expect(try await stores.documents.document(withSHA256: document.sha256 ?? "", in: Stores.workspace("ws_two")) == nil)
        #expect(try await stores.documents.change(document.id, in: other, DocumentChange(title: "mine"), at: Stores.start) == nil)
        #expect(try await stores.documents.remove(document.id, in: other) == nil)
        #expect(try await stores.documents.usage(of: other, since: Stores.start) == StorageUsage())
        #expect(try await stores.contents.pages(of: document.id, in: other, numbers: nil, withContent: true) == [])
        #expect(try await stores.contents.tables(of: document.id, in: other) == [])
        #expect(try await stores.contents.images(ImageQuery(), in: other).totalCount == 0)
        #expect(try await stores.contents.removeImage(Stores.identifier("img_1"), in: other) == nil)
        #expect(try await stores.documents.document(document.id, in: .installation)?.title == "Found title")
    }

    @Test("the list is ordered, cut into pages, counted, and narrowed by state, time and tags", arguments: StoreKind.allCases)
    func lists(_ kind: StoreKind) async throws {
        let stores = try await Stores(kind)
        for number in 1...5 {
            var document = Stores.document("doc_\(number)", title: ["e", "D", "c", "B", "a"][number - 1], after: Double(number))
            document.tags = number.isMultiple(of: 2) ? ["even", "number"] : ["number"]
            try await stores.accept(document)
        }
        func names(_ set: (inout DocumentQuery) -> Void) async throws -> [String] {
            var query = DocumentQuery()
            set(&query)
            return try await stores.documents.documents(query, in: .workspace(Stores.workspace())).items.map { String($0.id.rawValue.suffix(1)) }
        }
        #expect(try await names { _ in } == ["5", "4", "3", "2", "1"])
        #expect(
            try await names {
                $0.order = .title; $0.isAscending = true
            } == ["5", "4", "3", "2", "1"])
        #expect(
            try await names {
                $0.limit = 2; $0.offset = 1
            } == ["4", "3"])
        #expect(try await names { $0.tags = ["even", "number"] } == ["4", "2"])
        #expect(try await names { $0.statuses = [.completed] } == [])
        #expect(
            try await names {
                $0.createdFrom = Stores.start.adding(seconds: 2); $0.createdBefore = Stores.start.adding(seconds: 4)
            } == ["3", "2"])
        var query = DocumentQuery()
        query.limit = 1
        #expect(try await stores.documents.documents(query, in: .installation).totalCount == 5)
    }

    @Test("words are found in title, file name and text, whatever their accents and in any order", arguments: StoreKind.allCases)
    func words(_ kind: StoreKind) async throws {
        let stores = try await Stores(kind)
        let pumps = Stores.document("doc_pumps", title: "Catalogue")
        try await stores.accept(pumps)
        try await stores.accept(Stores.document("doc_other", title: "Crème brûlée"))
        _ = try await stores.publish(["centrifugal pumps", "for cold water"], of: pumps)
        func found(_ words: String) async throws -> [String] {
            var query = DocumentQuery()
            query.words = words
            return try await stores.documents.documents(query, in: .installation).items.map(\.id.rawValue)
        }
        #expect(try await found("WATER pumps") == ["doc_pumps"])
        #expect(try await found("found cent") == ["doc_pumps"], "title from publishing; the last word may be a beginning")
        #expect(try await found("creme") == ["doc_other"])
        #expect(try await found("doc_other.pdf") == ["doc_other"])
        #expect(try await found("\" OR NEAR( * -") == [])
        #expect(try await found("pumps brulee") == [])
        _ = try await stores.documents.change(pumps.id, in: .installation, DocumentChange(title: "Ventilators"), at: Stores.start)
        #expect(try await found("ventilators water") == ["doc_pumps"])
        #expect(try await found("found") == [])
        _ = try await stores.documents.remove(pumps.id, in: .installation)
        #expect(try await found("water") == [])
    }

    @Test("a change touches what it names and nothing else", arguments: StoreKind.allCases)
    func changes(_ kind: StoreKind) async throws {
        let stores = try await Stores(kind)
        var document = Stores.document("doc_1")
        document.tags = ["a"]
        document.customFields = ["k": "v"]
        try await stores.accept(document)
        let later = Stores.start.adding(seconds: 9)
        let changed = try await stores.documents.change(document.id, in: .installation, DocumentChange(tags: ["b", "b"]), at: later)
        #expect(changed?.title == document.title)
        #expect(changed?.customFields == ["k": "v"])
        #expect(changed?.tags == ["b", "b"])
        #expect(changed?.updatedAt == later)
        var query = DocumentQuery()
        query.tags = ["a"]
        #expect(try await stores.documents.documents(query, in: .installation).totalCount == 0)
    }

    @Test("bytes are recognised in the workspace, unless the document failed", arguments: StoreKind.allCases)
    func sameContent(_ kind: StoreKind) async throws {
        let stores = try await Stores(kind)
        let (first, second) = (Stores.document("doc_1"), Stores.document("doc_2", after: 5))
        try await stores.accept(first)
        try await stores.accept(second)
        let hash = first.sha256 ?? ""
        #expect(try await stores.documents.document(withSHA256: hash, in: first.workspace)?.id == first.id)
        _ = try await stores.queue.control(Stores.identifier("job_doc_1"), in: .installation, .cancel, now: Stores.start)
        #expect(try await stores.documents.document(withSHA256: hash, in: first.workspace)?.id == second.id)
        #expect(try await stores.documents.document(withSHA256: "0", in: first.workspace) == nil)
    }

    @Test("use is counted: documents, bytes, pages, and pages processed lately, also of documents that are gone", arguments: StoreKind.allCases)
    func usage(_ kind: StoreKind) async throws {
        let stores = try await Stores(kind)
        let document = Stores.document("doc_1")
        try await stores.accept(document)
        try await stores.accept(Stores.document("doc_2"))
        _ = try await stores.publish(["a", "b", "c"], of: document)
        let usage = try await stores.documents.usage(of: .workspace(document.workspace), since: Stores.start)
        #expect((usage.documents, usage.storedBytes, usage.pages, usage.recentPages) == (2, 2000, 3, 3))
        _ = try await stores.documents.remove(document.id, in: .installation)
        #expect(try await stores.documents.usage(of: .installation, since: Stores.start).recentPages == 3)
        #expect(try await stores.documents.usage(of: .installation, since: Stores.start.adding(seconds: 101)).recentPages == 0)
    }

    @Test("the number of a workspace's documents follows what comes and goes", arguments: StoreKind.allCases)
    func counts(_ kind: StoreKind) async throws {
        let stores = try await Stores(kind)
        func count(_ scope: Scope) async throws -> Int { try await stores.documents.documents(DocumentQuery(), in: scope).totalCount }
        let scope = Scope.workspace(Stores.workspace())
        #expect(try await count(scope) == 0)
        let documents = ["doc_1", "doc_2", "doc_3"].map { Stores.document($0) }
        for (before, document) in documents.enumerated() {
            try await stores.accept(document)
            #expect(try await count(scope) == before + 1)
        }
        _ = try await stores.documents.remove(documents[1].id, in: .installation)
        #expect(try await count(scope) == 2)
        #expect(try await count(.installation) == 2)
        #expect(try await count(.workspace(Stores.workspace("ws_other"))) == 0)
    }

    @Test("a document is removed with all that belongs to it", arguments: StoreKind.allCases)
    func removes(_ kind: StoreKind) async throws {
        let stores = try await Stores(kind)
        let document = Stores.document("doc_1")
        try await stores.accept(document)
        _ = try await stores.publish(["a"], of: document, images: [Stores.image("img_1", of: document.id)])
        #expect(try await stores.documents.remove(document.id, in: .workspace(document.workspace))?.id == document.id)
        #expect(try await stores.documents.remove(document.id, in: .workspace(document.workspace)) == nil)
        #expect(try await stores.documents.existing([document.id]) == [])
        #expect(try await stores.contents.existing([Stores.identifier("img_1")]) == [])
        #expect(try await stores.queue.jobs(JobQuery(), in: .installation).totalCount == 0)
    }

    @Test("a document is processed again under the next revision only; what was read stays until then", arguments: StoreKind.allCases)
    func acceptsAgain(_ kind: StoreKind) async throws {
        let stores = try await Stores(kind)
        var document = Stores.document("doc_1")
        try await stores.accept(document)
        _ = try await stores.publish(["old"], of: document)
        document.revision = 3
        let job = Stores.job("job_again", document: document.id, after: 200)
        await #expect(throws: StoreError.self) {
            try await stores.documents.acceptAgain(DocumentAcceptance(document: document, job: job))
        }
        document.revision = 2
        try await stores.documents.acceptAgain(DocumentAcceptance(document: document, job: job))
        let now = try await stores.documents.document(document.id, in: .installation)
        #expect((now?.revision, now?.publishedRevision, now?.status) == (2, 1, .processing))
        #expect(try await stores.contents.pages(of: document.id, in: .installation, numbers: nil, withContent: true).map(\.text) == ["old"])
        #expect(try await !stores.publish(["late"], of: document, revision: 1))
        _ = try await stores.queue.control(job.id, in: .installation, .cancel, now: Stores.start)
        #expect(try await stores.documents.document(document.id, in: .installation)?.status == .completed, "what it was before")
    }

    @Test("a downloaded file completes the record of its document", arguments: StoreKind.allCases)
    func setsFile(_ kind: StoreKind) async throws {
        let stores = try await Stores(kind)
        var document = Stores.document("doc_1")
        (document.sizeBytes, document.sha256) = (0, nil)
        try await stores.accept(document)
        let file = StoredFile(sizeBytes: 77, sha256: "cd", findings: ["attachments"])
        #expect(try await stores.documents.setFile(file, of: document.id, at: Stores.start))
        let now = try await stores.documents.document(document.id, in: .installation)
        #expect((now?.sizeBytes, now?.sha256, now?.findings) == (77, "cd", ["attachments"]))
        #expect(try await !stores.documents.setFile(file, of: Stores.identifier("doc_none"), at: Stores.start))
    }
}
