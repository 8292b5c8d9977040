import Backends
import DocumentModel
import Testing

private typealias Stores = StoresUnderTest

@Suite("Content stores")
struct ContentStoreContract {
    @Test("pages can be read as soon as they are saved, and their layouts by the next attempt", arguments: StoreKind.allCases)
    func savesPages(_ kind: StoreKind) async throws {
        let stores = try await Stores(kind)
        let document = Stores.document("doc_1")
        try await stores.accept(document)
        try await stores.contents.savePages(
            [SavedPage(page: Stores.page(3, "three"), layout: [3]), SavedPage(page: Stores.page(1, "one"), layout: [1, 0, 255])],
            of: document.id, revision: 1)
        try await stores.contents.savePage(Stores.page(3, "three again"), layout: [33], of: document.id, revision: 1)
        let pages = try await stores.contents.pages(of: document.id, in: .workspace(document.workspace), numbers: nil, withContent: true)
        #expect(pages == [Stores.page(1, "one"), Stores.page(3, "three again")])
        let layouts = try await stores.contents.savedLayouts(of: document.id, revision: 1)
        #expect(layouts.map(\.page) == [1, 3])
        #expect(layouts.map(\.layout) == [[1, 0, 255], [33]])
        #expect(try await stores.contents.savedLayouts(of: document.id, revision: 2).isEmpty)
    }

    @Test("pages of another revision, and of a document that is gone, are not saved", arguments: StoreKind.allCases)
    func savesCurrentOnly(_ kind: StoreKind) async throws {
        let stores = try await Stores(kind)
        let document = Stores.document("doc_1")
        try await stores.accept(document)
        try await stores.contents.savePage(Stores.page(1, "one"), layout: [1], of: document.id, revision: 2)
        try await stores.contents.savePage(Stores.page(1, "one"), layout: [1], of: Stores.identifier("doc_none"), revision: 1)
        #expect(try await stores.contents.pages(of: document.id, in: .installation, numbers: nil, withContent: false) == [])
        #expect(try await !stores.publish(["x"], of: Stores.document("doc_none")))
    }

    @Test("publishing replaces pages, sets facts and state, and forgets layouts", arguments: StoreKind.allCases)
    func publishes(_ kind: StoreKind) async throws {
        let stores = try await Stores(kind)
        let document = Stores.document("doc_1")
        try await stores.accept(document)
        try await stores.contents.savePage(Stores.page(9, "draft"), layout: [9], of: document.id, revision: 1)
        #expect(try await stores.publish(["one", "two", "three"], of: document, status: .partial))
        let record = try await stores.documents.document(document.id, in: .installation)
        #expect((record?.status, record?.title, record?.publishedRevision) == (.partial, "Found title", 1))
        #expect((record?.facts.pageCount, record?.facts.preview, record?.facts.fileFields["author"]) == (3, "one", "A. N. Other"))
        #expect(try await stores.contents.savedLayouts(of: document.id, revision: 1).isEmpty)
        let pages = try await stores.contents.pages(of: document.id, in: .installation, numbers: 2...3, withContent: false)
        #expect(pages.map(\.number) == [2, 3])
        #expect(pages.map(\.text) == ["", ""])
        #expect(try await stores.contents.tables(of: document.id, in: .installation).map(\.rows) == [[["1"]]])
    }

    @Test("publishing the same revision twice leaves one of everything", arguments: StoreKind.allCases)
    func publishesTwice(_ kind: StoreKind) async throws {
        let stores = try await Stores(kind)
        let document = Stores.document("doc_1")
        try await stores.accept(document)
        let image = Stores.image("img_1", of: document.id)
        for _ in 1...2 { #expect(try await stores.publish(["one", "two"], of: document, images: [image])) }
        #expect(try await stores.contents.pages(of: document.id, in: .installation, numbers: nil, withContent: false).count == 2)
        #expect(try await stores.contents.tables(of: document.id, in: .installation).count == 1)
        #expect(try await stores.contents.images(ImageQuery(), in: .installation).items == [image])
    }

    @Test("images are found by name, document and tags, keep their tags when published again, and can be removed", arguments: StoreKind.allCases)
    func images(_ kind: StoreKind) async throws {
        let stores = try await Stores(kind)
        let document = Stores.document("doc_1")
        try await stores.accept(document)
        let ofDocument = ["img_1", "img_2"].map { Stores.image($0, of: document.id) }
        _ = try await stores.publish(["one"], of: document, images: ofDocument)
        var tagged = ofDocument[0]
        tagged.tags = ["floor"]
        tagged.analysisJSON = "{}"
        try await stores.contents.saveImages([tagged, Stores.image("img_3", of: nil, tags: ["floor", "wall"])])
        func names(_ set: (inout ImageQuery) -> Void) async throws -> [String] {
            var query = ImageQuery()
            set(&query)
            return try await stores.contents.images(query, in: .workspace(Stores.workspace())).items.map(\.id.rawValue).sorted()
        }
        #expect(try await names { $0.document = document.id } == ["img_1", "img_2"])
        #expect(try await names { $0.tags = ["floor"] } == ["img_1", "img_3"])
        #expect(try await names { $0.tags = ["floor", "wall"] } == ["img_3"])
        #expect(try await names { $0.ids = [ofDocument[1].id, Stores.identifier("img_none")] } == ["img_2"])
        _ = try await stores.publish(["one"], of: document, images: ofDocument)
        #expect(try await names { $0.tags = ["floor"] } == ["img_1", "img_3"])
        #expect(try await stores.contents.removeImage(tagged.id, in: .installation)?.analysisJSON == "{}")
        #expect(try await names { _ in } == ["img_2", "img_3"])
    }

    @Test("an image of another workspace is not overwritten", arguments: StoreKind.allCases)
    func foreignImage(_ kind: StoreKind) async throws {
        let stores = try await Stores(kind)
        try await stores.contents.saveImages([Stores.image("img_1", of: nil)])
        await #expect(throws: StoreError.self) {
            try await stores.contents.saveImages([Stores.image("img_1", of: nil, in: Stores.workspace("ws_two"))])
        }
    }
}
