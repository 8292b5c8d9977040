/// What the bearer of a link may do, once. The secret in the link is not stored.
package struct OneTimeLink: Hashable, Sendable {
    package enum Purpose: Hashable, Sendable {
        /// To become the first user, the owner of the first workspace and administrator of the installation.
        case bootstrap
        /// To become a member.
        case invitation(Invitation)
        /// To set a new password.
        case passwordReset(UserID)
    }

    package var id: LinkID
    package var purpose: Purpose
    /// `nil` for the command line and the service itself.
    package var issuedBy: UserID?
    package var createdAt: Timestamp
    package var expiresAt: Timestamp

    package init(id: LinkID, purpose: Purpose, issuedBy: UserID?, createdAt: Timestamp, expiresAt: Timestamp) {
        self.id = id
        self.purpose = purpose
        self.issuedBy = issuedBy
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }

    /// `nil` for other purposes.
    package var invitation: Invitation? {
        if case .invitation(let invitation) = purpose { invitation } else { nil }
    }
}

/// Who is to become a member of what.
package struct Invitation: Hashable, Sendable {
    package var workspace: WorkspaceID
    /// Lower case.
    package var email: String
    package var role: Role

    package init(workspace: WorkspaceID, email: String, role: Role) {
        self.workspace = workspace
        self.email = email
        self.role = role
    }
}

package typealias LinkID = Identifier<OneTimeLink>
