package import DocumentModel

/// Finds stored images by what they look like and by what is written in and about them.
///
/// Vectors of different spaces are never compared: a search looks at those of its own space only, and says how many it passed over.
package protocol ImageIndex: Sendable {
    /// Stores vectors of images; replaces what an image had, whatever space it was of. Images that are gone are passed over.
    /// - Throws: `.conflict` when a vector has not the dimension of its space, or the space is known with another dimension.
    func save(_ vectors: [ImageVector], in space: EmbeddingSpace) async throws(StoreError)

    /// The vector of an image; `nil` when the scope has no such image or it has no vector of that space.
    func vector(of image: ImageID, in space: EmbeddingSpace, scope: Scope) async throws(StoreError) -> [Float]?

    /// Images most like a vector of length 1, by descending cosine, with at least `query.least`.
    /// - Throws: `.conflict` when the vector has not the dimension of the space.
    func nearest(
        to vector: [Float], in space: EmbeddingSpace, _ query: ImageLikenessQuery, scope: Scope
    ) async throws(StoreError) -> ImageMatches

    /// Images whose file name, caption, alternative text, tags or recognised text have some of the words, by descending share of the
    /// query that they have: rare words count more.
    func described(by words: String, _ query: ImageLikenessQuery, scope: Scope) async throws(StoreError) -> ImageMatches

    /// Images that have no vector of this space and were not found to be unfit for one, oldest first.
    func missing(in space: EmbeddingSpace, limit: Int) async throws(StoreError) -> [ImageRecord]
}

/// One image's vector.
package struct ImageVector: Hashable, Sendable {
    package var image: ImageID
    /// Of length 1; `nil` for an image that cannot have one, so that nobody tries again.
    package var values: [Float]?

    package init(image: ImageID, values: [Float]?) {
        self.image = image
        self.values = values
    }
}

/// What a search for images leaves out.
package struct ImageLikenessQuery: Hashable, Sendable {
    /// Least score that counts.
    package var least: Double
    /// Empty for all.
    package var documents: [DocumentID] = []
    /// All of these.
    package var tags: [String] = []
    /// Formats or kinds of pictures ("png", "photo"), one of these; empty for all.
    package var types: [String] = []
    /// The picture that others are compared with.
    package var excluded: ImageID?
    package var limit = 10

    package init(least: Double) {
        self.least = least
    }
}

/// Images that a search found.
package struct ImageMatches: Hashable, Sendable {
    package struct Match: Hashable, Sendable {
        package var image: ImageRecord
        package var score: Double

        package init(image: ImageRecord, score: Double) {
            self.image = image
            self.score = score
        }
    }

    package var matches: [Match]
    /// Matches in all, beyond the limit too.
    package var totalCount: Int
    /// Images of the scope that could not be compared: they have no vector of the space.
    package var passedOver: Int

    package init(matches: [Match], totalCount: Int, passedOver: Int) {
        self.matches = matches
        self.totalCount = totalCount
        self.passedOver = passedOver
    }
}
