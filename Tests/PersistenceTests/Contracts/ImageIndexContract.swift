import Backends
import DocumentModel
import Testing

private typealias Stores = StoresUnderTest

@Suite("Image indexes")
struct ImageIndexContract {
    private static let space = EmbeddingSpace(model: "two", version: "1", dimension: 2)
    private static let diagonal: [Float] = [0.8, 0.6]

    /// Three images: one along the first axis, one along the second, one between.
    private func filled(_ kind: StoreKind) async throws -> Stores {
        let stores = try await Stores(kind)
        var images = ["img_x", "img_y", "img_xy"].map { Stores.image($0, of: nil) }
        images[0].caption = "A grey oak floor"
        images[0].tags = ["floor", "wood"]
        images[1].recognizedText = "Oak plank 1200 mm"
        images[1].format = "jpeg"
        images[2].alternativeText = "Marble façade"
        images[2].analysisJSON = "{\"kind\": \"texture\"}"
        try await stores.contents.saveImages(images)
        try await stores.images.save(
            [
                ImageVector(image: images[0].id, values: [1, 0]), ImageVector(image: images[1].id, values: [0, 1]),
                ImageVector(image: images[2].id, values: Self.diagonal),
            ], in: Self.space)
        return stores
    }

    private func names(_ matches: ImageMatches) -> [String] { matches.matches.map(\.image.id.rawValue) }

    @Test("the likest come first, below the least nothing comes, and all are counted", arguments: StoreKind.allCases)
    func nearest(_ kind: StoreKind) async throws {
        let stores = try await filled(kind)
        var query = ImageLikenessQuery(least: 0.5)
        let found = try await stores.images.nearest(to: [1, 0], in: Self.space, query, scope: .installation)
        #expect(names(found) == ["img_x", "img_xy"])
        #expect(found.matches.map(\.score).map { abs($0) } == [1, Double(Float(0.8))])
        query.limit = 1
        let first = try await stores.images.nearest(to: [1, 0], in: Self.space, query, scope: .installation)
        #expect(names(first) == ["img_x"])
        #expect(first.totalCount == 2)
    }

    @Test("filters narrow by document, tag, format, kind and the picture itself", arguments: StoreKind.allCases)
    func filters(_ kind: StoreKind) async throws {
        let stores = try await filled(kind)
        func found(_ change: (inout ImageLikenessQuery) -> Void) async throws -> [String] {
            var query = ImageLikenessQuery(least: -1)
            change(&query)
            return names(try await stores.images.nearest(to: [1, 0], in: Self.space, query, scope: .installation))
        }
        #expect(try await found { $0.tags = ["floor", "wood"] } == ["img_x"])
        #expect(try await found { $0.types = ["jpeg"] } == ["img_y"])
        #expect(try await found { $0.types = ["texture"] } == ["img_xy"])
        #expect(try await found { $0.documents = [Stores.identifier("doc_none")] } == [])
        #expect(try await found { $0.excluded = Stores.identifier("img_x") } == ["img_xy", "img_y"])
    }

    @Test("words are found in caption, alternative text, recognised text, tags and file name, rare ones first", arguments: StoreKind.allCases)
    func words(_ kind: StoreKind) async throws {
        let stores = try await filled(kind)
        func found(_ words: String, least: Double = 0.01) async throws -> [String] {
            names(try await stores.images.described(by: words, ImageLikenessQuery(least: least), scope: .installation))
        }
        #expect(try await found("OAK floor") == ["img_x", "img_y"])
        #expect(try await found("oak floor", least: 0.9) == ["img_x"])
        #expect(try await found("facade") == ["img_xy"])
        #expect(try await found("wood") == ["img_x"])
        #expect(try await found("img_y.png").first == "img_y")
        #expect(try await found("\" OR * NEAR( )") == [])
        #expect(try await found("") == [])
    }

    @Test("what is said of an image is found as it is now", arguments: StoreKind.allCases)
    func follows(_ kind: StoreKind) async throws {
        let stores = try await filled(kind)
        var image = Stores.image("img_x", of: nil)
        image.caption = "A blue carpet"
        try await stores.contents.saveImages([image])
        let query = ImageLikenessQuery(least: 0.01)
        #expect(names(try await stores.images.described(by: "oak", query, scope: .installation)) == ["img_y"])
        #expect(names(try await stores.images.described(by: "carpet", query, scope: .installation)) == ["img_x"])
        #expect(try await stores.images.vector(of: image.id, in: Self.space, scope: .installation) == [1, 0])
        _ = try await stores.contents.removeImage(image.id, in: .installation)
        #expect(try await stores.images.described(by: "carpet", query, scope: .installation).totalCount == 0)
        #expect(try await stores.images.vector(of: image.id, in: Self.space, scope: .installation) == nil)
    }

    @Test("another workspace finds nothing", arguments: StoreKind.allCases)
    func isolation(_ kind: StoreKind) async throws {
        let stores = try await filled(kind)
        let other = Scope.workspace(Stores.workspace("ws_two"))
        let query = ImageLikenessQuery(least: -1)
        let nothing = ImageMatches(matches: [], totalCount: 0, passedOver: 0)
        #expect(try await stores.images.nearest(to: [1, 0], in: Self.space, query, scope: other) == nothing)
        #expect(try await stores.images.described(by: "oak", query, scope: other) == nothing)
        #expect(try await stores.images.vector(of: Stores.identifier("img_x"), in: Self.space, scope: other) == nil)
    }

    @Test("spaces are not mixed: dimensions are held to, and images of another space are passed over and counted", arguments: StoreKind.allCases)
    func spaces(_ kind: StoreKind) async throws {
        let stores = try await filled(kind)
        let three = EmbeddingSpace(model: "three", version: "1", dimension: 3)
        let changed = EmbeddingSpace(model: "two", version: "1", dimension: 3)
        let image: ImageID = Stores.identifier("img_x")
        await #expect(throws: StoreError.self) {
            try await stores.images.save([ImageVector(image: image, values: [1, 0, 0])], in: Self.space)
        }
        await #expect(throws: StoreError.self) { try await stores.images.save([ImageVector(image: image, values: [1, 0, 0])], in: changed) }
        await #expect(throws: StoreError.self) {
            try await stores.images.nearest(to: [1, 0, 0], in: Self.space, ImageLikenessQuery(least: 0), scope: .installation)
        }
        try await stores.images.save([ImageVector(image: image, values: [0, 0, 1])], in: three)
        let found = try await stores.images.nearest(to: [1, 0], in: Self.space, ImageLikenessQuery(least: -1), scope: .installation)
        #expect(names(found) == ["img_xy", "img_y"])
        #expect(found.passedOver == 1)
        #expect(try await stores.images.missing(in: Self.space, limit: 10).map(\.id.rawValue) == ["img_x"])
    }

    @Test("an image that cannot have a vector is not tried again, and one that is gone has none", arguments: StoreKind.allCases)
    func unfit(_ kind: StoreKind) async throws {
        let stores = try await filled(kind)
        try await stores.contents.saveImages([Stores.image("img_bad", of: nil)])
        #expect(try await stores.images.missing(in: Self.space, limit: 10).map(\.id.rawValue) == ["img_bad"])
        try await stores.images.save(
            [ImageVector(image: Stores.identifier("img_bad"), values: nil), ImageVector(image: Stores.identifier("img_gone"), values: [1, 0])],
            in: Self.space)
        #expect(try await stores.images.missing(in: Self.space, limit: 10) == [])
        let found = try await stores.images.nearest(to: [1, 0], in: Self.space, ImageLikenessQuery(least: -1), scope: .installation)
        #expect(found.totalCount == 3)
        #expect(found.passedOver == 1)
    }

    @Test("images of a document keep their vectors when it is processed again", arguments: StoreKind.allCases)
    func reprocessing(_ kind: StoreKind) async throws {
        let stores = try await Stores(kind)
        let document = Stores.document("doc_1")
        try await stores.accept(document)
        let images = ["img_a", "img_b"].map { Stores.image($0, of: document.id) }
        _ = try await stores.publish(["one"], of: document, images: images)
        try await stores.images.save(images.map { ImageVector(image: $0.id, values: [1, 0]) }, in: Self.space)
        _ = try await stores.publish(["one"], of: document, images: [images[1]])
        #expect(try await stores.images.vector(of: images[1].id, in: Self.space, scope: .installation) == [1, 0])
        #expect(try await stores.images.vector(of: images[0].id, in: Self.space, scope: .installation) == nil)
        #expect(try await stores.images.described(by: "img_a", ImageLikenessQuery(least: 0.9), scope: .installation).totalCount == 0)
    }
}
