package import DocumentModel

/// Whose records a call may see. Every call that reads or changes a tenant's record takes one: there is no call without.
package enum Scope: Hashable, Sendable {
    case workspace(WorkspaceID)
    /// All workspaces: the service itself, and administrators of the installation.
    case installation

    /// `nil` for all.
    package var workspace: WorkspaceID? {
        switch self {
        case .workspace(let workspace): workspace
        case .installation: nil
        }
    }
}

/// One page of a list.
package struct Listing<Element: Sendable>: Sendable {
    package var items: [Element]
    /// How many there are in all, on all pages.
    package var totalCount: Int

    package init(items: [Element], totalCount: Int) {
        self.items = items
        self.totalCount = totalCount
    }
}

extension Listing: Equatable where Element: Equatable {}
