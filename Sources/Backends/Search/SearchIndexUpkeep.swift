package import DocumentModel

/// What keeps an index complete and quick: called beside searches, by whoever has time.
package protocol SearchIndexUpkeep: Sendable {
    /// The space in which searches by meaning are made; `nil` before the first vector. The first space that vectors are saved in.
    func activeSpace() async throws(StoreError) -> EmbeddingSpace?

    /// Has searches made in another space from now on, and gives up all others' vectors.
    /// - Returns: false, and nothing is changed, while a chunk has no vector of that space.
    func activate(_ space: EmbeddingSpace) async throws(StoreError) -> Bool

    /// The name of the model that somebody asked to have the index rebuilt with; `nil` when nobody did.
    func wantedModel() async throws(StoreError) -> String?

    func want(model: String?) async throws(StoreError)

    /// Readable documents whose chunks the index has never seen: they were published by an older version of this program.
    func unindexed(limit: Int) async throws(StoreError) -> [DocumentRecord]

    /// Takes in the chunks of a readable document. Does nothing and returns false when another revision of it can be read meanwhile.
    func index(_ chunks: [Chunk], of document: DocumentID, revision: Int) async throws(StoreError) -> Bool

    /// Reads the words of some documents again that were read by older rules; all of them come into question after `markOutdated`.
    /// - Returns: how many documents it read; 0 when none is left.
    func renew(limit: Int) async throws(StoreError) -> Int

    /// Has the words of all documents read again. Until then they are found as they are.
    func markOutdated() async throws(StoreError)

    /// Does some of what makes later searches quicker and frees room: merges, removal of what was given up.
    /// - Returns: whether there is more to do.
    func tidy() async throws(StoreError) -> Bool
}
