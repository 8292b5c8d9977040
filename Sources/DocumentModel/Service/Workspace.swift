/// A tenant: documents, jobs and images belong to exactly one.
package struct Workspace: Hashable, Sendable, Codable {
    package var id: WorkspaceID
    package var name: String
    package var createdAt: Timestamp
    package var quota: WorkspaceQuota

    package init(id: WorkspaceID, name: String, createdAt: Timestamp, quota: WorkspaceQuota = WorkspaceQuota()) {
        self.id = id
        self.name = name
        self.createdAt = createdAt
        self.quota = quota
    }
}

/// What a workspace may use; `nil` for no limit.
package struct WorkspaceQuota: Hashable, Sendable, Codable {
    package var documents: Int?
    package var storedBytes: Int64?
    package var pagesPerDay: Int?

    package init(documents: Int? = nil, storedBytes: Int64? = nil, pagesPerDay: Int? = nil) {
        self.documents = documents
        self.storedBytes = storedBytes
        self.pagesPerDay = pagesPerDay
    }
}

/// Somebody who signs in.
package struct User: Hashable, Sendable, Codable {
    package var id: UserID
    /// Lower case; unique.
    package var email: String
    package var displayName: String
    /// May administer the whole installation.
    package var isPlatformAdmin: Bool
    package var isDisabled: Bool
    package var createdAt: Timestamp

    package init(id: UserID, email: String, displayName: String, isPlatformAdmin: Bool, isDisabled: Bool = false, createdAt: Timestamp) {
        self.id = id
        self.email = email
        self.displayName = displayName
        self.isPlatformAdmin = isPlatformAdmin
        self.isDisabled = isDisabled
        self.createdAt = createdAt
    }
}

/// What a member of a workspace may do there, each more than the one before.
package enum Role: String, Sendable, Codable, CaseIterable, Comparable {
    case viewer, editor, admin, owner

    package static func < (left: Role, right: Role) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}

/// One thing a caller may do; the strings are those of the original service.
package enum Permission: String, Sendable, Codable, CaseIterable {
    case readPDF = "pdf:read"
    case writePDF = "pdf:write"
    case readDocuments = "document:read"
    case writeDocuments = "document:write"
    case deleteDocuments = "document:delete"
    case search = "search:read"
    case readImages = "image:read"
    case writeImages = "image:write"
    case manageWorkspace = "workspace:manage"
    case administer = "admin:all"
}

extension Role {
    /// What a member with this role may do; never `.administer`, which belongs to the installation and not to a workspace.
    package var permissions: Set<Permission> {
        switch self {
        case .viewer: [.readPDF, .readDocuments, .search, .readImages]
        case .editor: Role.viewer.permissions.union([.writePDF, .writeDocuments, .writeImages, .deleteDocuments])
        case .admin, .owner: Role.editor.permissions.union([.manageWorkspace])
        }
    }
}

/// Who sends a request, in which workspace, and what they may do there. Made from verified credentials only.
package struct Principal: Hashable, Sendable {
    package enum Credential: Hashable, Sendable {
        case accessToken
        /// Identifier of the key, never the key.
        case apiKey(String)
    }

    package var user: UserID
    package var workspace: WorkspaceID
    package var role: Role
    package var permissions: Set<Permission>
    package var credential: Credential
    /// The sign-in that the access token came from; `nil` for API keys and for tokens of an outside identity provider.
    package var session: SessionID?
    /// The caller's own allowance; `nil` for the usual one.
    package var requestsPerMinute: Int?

    package init(
        user: UserID, workspace: WorkspaceID, role: Role, permissions: Set<Permission>, credential: Credential, session: SessionID? = nil,
        requestsPerMinute: Int? = nil
    ) {
        self.user = user
        self.workspace = workspace
        self.role = role
        self.permissions = permissions
        self.credential = credential
        self.session = session
        self.requestsPerMinute = requestsPerMinute
    }
}
