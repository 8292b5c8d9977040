package import DocumentModel

/// Remembers the searches of people: those that they keep, and those that they made last.
package protocol SearchMemory: Sendable {
    /// Keeps a new one, or replaces the owner's own of that name.
    /// - Throws: `.conflict` when the owner has as many as one may have, or the name of the record is another's.
    func save(_ search: SavedSearch, of owner: SearchOwner) async throws(StoreError)

    /// `nil` when the owner has none of that name.
    func saved(_ id: SavedSearchID, of owner: SearchOwner) async throws(StoreError) -> SavedSearch?

    /// Those that were changed last come first.
    func saved(of owner: SearchOwner, limit: Int, offset: Int) async throws(StoreError) -> Listing<SavedSearch>

    /// Returns false when the owner has none of that name.
    func remove(_ id: SavedSearchID, of owner: SearchOwner) async throws(StoreError) -> Bool

    /// Notes that a search was made; the oldest beyond `SearchMemoryLimits.pastSearches` are forgotten.
    func note(_ search: PastSearch, of owner: SearchOwner) async throws(StoreError)

    /// The latest first.
    func past(of owner: SearchOwner, limit: Int, offset: Int) async throws(StoreError) -> Listing<PastSearch>

    func forgetPast(of owner: SearchOwner) async throws(StoreError)
}

/// How much is remembered of one person in one workspace.
package enum SearchMemoryLimits {
    /// More cannot be found again in a list.
    package static let savedSearches = 200
    /// Some weeks of work.
    package static let pastSearches = 500
}
