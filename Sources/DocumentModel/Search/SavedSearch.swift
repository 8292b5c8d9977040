/// Whose searches: everybody has their own in each workspace.
package struct SearchOwner: Hashable, Sendable {
    package var workspace: WorkspaceID
    package var user: UserID

    package init(workspace: WorkspaceID, user: UserID) {
        self.workspace = workspace
        self.user = user
    }
}

/// A search that somebody keeps to make it again.
package struct SavedSearch: Hashable, Sendable, Codable {
    package var id: SavedSearchID
    package var name: String
    package var query: String
    /// "keyword", "semantic" or "hybrid".
    package var mode: String
    package var filters: SearchFilters
    package var createdAt: Timestamp
    package var updatedAt: Timestamp

    package init(id: SavedSearchID, name: String, query: String, mode: String, filters: SearchFilters, createdAt: Timestamp) {
        self.id = id
        self.name = name
        self.query = query
        self.mode = mode
        self.filters = filters
        self.createdAt = createdAt
        updatedAt = createdAt
    }
}

package typealias SavedSearchID = Identifier<SavedSearch>

/// A search that somebody made.
package struct PastSearch: Hashable, Sendable, Codable {
    package var query: String
    /// How it was looked for.
    package var mode: String
    package var filters: SearchFilters
    package var hitCount: Int
    package var at: Timestamp

    package init(query: String, mode: String, filters: SearchFilters, hitCount: Int, at: Timestamp) {
        self.query = query
        self.mode = mode
        self.filters = filters
        self.hitCount = hitCount
        self.at = at
    }
}
