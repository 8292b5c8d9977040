import Backends
import DocumentModel

struct WorkspaceLine: APIMessage {
    var workspaceId: WorkspaceID
    var name: String
    /// Of the caller.
    var role: Role?
    var quota: QuotaMessage
    var createdAt: String

    init(_ workspace: Workspace, role: Role?) {
        workspaceId = workspace.id
        name = workspace.name
        self.role = role
        quota = QuotaMessage(workspace.quota)
        createdAt = workspace.createdAt.iso8601
    }

    init(_ joined: JoinedWorkspace) {
        self.init(joined.workspace, role: joined.role)
    }
}

/// Absent members are without a limit.
struct QuotaMessage: APIMessage {
    var documents: Int?
    var storedBytes: Int64?
    var pagesPerDay: Int?

    static let rules: [String: FieldRules] = [
        "documents": .range(0...1_000_000_000), "stored_bytes": .range(0...1e15), "pages_per_day": .range(0...1_000_000_000),
    ]

    init(_ quota: WorkspaceQuota) {
        documents = quota.documents
        storedBytes = quota.storedBytes
        pagesPerDay = quota.pagesPerDay
    }

    var quota: WorkspaceQuota { WorkspaceQuota(documents: documents, storedBytes: storedBytes, pagesPerDay: pagesPerDay) }
}

struct WorkspaceListing: APIMessage {
    var workspaces: [WorkspaceLine]
    var totalCount: Int
}

struct NewWorkspaceBody: APIMessage {
    var name: String

    static let rules: [String: FieldRules] = ["name": .name]
}

struct WorkspaceUpdateBody: APIMessage {
    var name: String?
    var quota: QuotaMessage?

    static let rules: [String: FieldRules] = [
        "name": .name, "quota": .note("Replaces the quota; administrators of the installation set it."),
    ]
}

struct ListQuery: APIMessage {
    var limit: Int
    var offset: Int

    static let rules: [String: FieldRules] = [
        "limit": .range(1...200, default: 50, "Entries in the answer."), "offset": .range(0...10_000_000, default: 0, "Entries to pass over."),
    ]
}

struct MemberLine: APIMessage {
    var userId: UserID
    var email: String
    var displayName: String
    var role: Role
    var isDisabled: Bool
    var joinedAt: String

    init(_ member: Member) {
        userId = member.user.id
        email = member.user.email
        displayName = member.user.displayName
        role = member.role
        isDisabled = member.user.isDisabled
        joinedAt = member.joinedAt.iso8601
    }
}

struct MemberListing: APIMessage {
    var members: [MemberLine]
    var totalCount: Int
}

struct RoleBody: APIMessage {
    var role: Role
}

struct InvitationBody: APIMessage {
    var email: String
    var role: Role

    static let rules: [String: FieldRules] = ["email": .email]
}

struct InvitationLine: APIMessage {
    var invitationId: LinkID
    var email: String
    var role: Role
    var createdAt: String
    var expiresAt: String

    init(_ link: OneTimeLink, _ invitation: Invitation) {
        invitationId = link.id
        email = invitation.email
        role = invitation.role
        createdAt = link.createdAt.iso8601
        expiresAt = link.expiresAt.iso8601
    }
}

struct InvitationListing: APIMessage {
    var invitations: [InvitationLine]
}

/// An invitation with its secret, which is shown this once.
struct IssuedInvitation: APIMessage {
    var invitation: InvitationLine
    var token: String
    /// To be put behind the address of the service and sent to whom it is for.
    var path: String
}

struct KeyBody: APIMessage {
    var name: String
    var scopes: [Permission]?
    var expiresInDays: Int?
    var requestsPerMinute: Int?

    static let rules: [String: FieldRules] = [
        "name": .name, "scopes": .count(1...20, "What the key may do; all that you may do in the workspace when absent, administration aside."),
        "expires_in_days": .range(1...3650, "90 when absent."), "requests_per_minute": .range(1...100_000, "Of the key, all routes together."),
    ]

    var wish: KeyWish {
        KeyWish(name: name, scopes: scopes.map(Set.init), lifetimeDays: expiresInDays, requestsPerMinute: requestsPerMinute)
    }
}

struct KeyLine: APIMessage {
    var keyId: APIKeyID
    var workspaceId: WorkspaceID
    var userId: UserID
    var name: String
    var prefix: String
    var scopes: [Permission]
    var requestsPerMinute: Int?
    var createdAt: String
    var expiresAt: String?
    var lastUsedAt: String?

    init(_ key: APIKey) {
        keyId = key.id
        workspaceId = key.workspace
        userId = key.user
        name = key.name
        prefix = key.prefix
        scopes = key.scopes.sorted { $0.rawValue < $1.rawValue }
        requestsPerMinute = key.requestsPerMinute
        createdAt = key.createdAt.iso8601
        expiresAt = key.expiresAt?.iso8601
        lastUsedAt = key.lastUsedAt?.iso8601
    }
}

struct KeyListing: APIMessage {
    var keys: [KeyLine]
    var totalCount: Int

    init(_ listing: Listing<APIKey>) {
        keys = listing.items.map(KeyLine.init)
        totalCount = listing.totalCount
    }
}

/// A key with its secret, which is shown this once.
struct IssuedKeyReply: APIMessage {
    var key: KeyLine
    var apiKey: String
}
