/// Something that somebody did and that must be known later: sign-ins, changes of rights, removals. Holds no secret and no text of a document.
package struct AuditEvent: Hashable, Sendable {
    package enum Outcome: String, Sendable, CaseIterable {
        case success
        /// It was tried and did not work: a wrong password.
        case failure
        /// It was tried and is not allowed.
        case denied
    }

    package var at: Timestamp
    package var actor: AuditActor
    /// `nil` when it concerns no workspace, or all.
    package var workspace: WorkspaceID?
    package var action: AuditAction
    /// Name of the record it was done to.
    package var target: String?
    /// Of the client; `nil` when it did not come over the network.
    package var address: String?
    package var outcome: Outcome
    /// More about it, by name.
    package var details: [String: String]

    package init(
        at: Timestamp, actor: AuditActor, workspace: WorkspaceID?, action: AuditAction, target: String? = nil, address: String?,
        outcome: Outcome = .success, details: [String: String] = [:]
    ) {
        self.at = at
        self.actor = actor
        self.workspace = workspace
        self.action = action
        self.target = target
        self.address = address
        self.outcome = outcome
        self.details = details
    }
}

/// Who did it.
package struct AuditActor: RawRepresentable, Hashable, Sendable {
    /// Name of a user or a key, or one of the words below.
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    package static func user(_ id: UserID) -> AuditActor { AuditActor(rawValue: id.rawValue) }
    /// Name of the key; its user is in the record of the key and in the details of the entry that tells of its making.
    package static func apiKey(_ id: String) -> AuditActor { AuditActor(rawValue: id) }
    /// Somebody who has not shown who they are.
    package static let anonymous = AuditActor(rawValue: "anonymous")
    /// A person with access to the data folder.
    package static let commandLine = AuditActor(rawValue: "command-line")
    /// The service, by itself.
    package static let service = AuditActor(rawValue: "service")
}

/// What was done. A struct, not an enum: entries of newer and older versions stay readable.
package struct AuditAction: RawRepresentable, Hashable, Sendable {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    package static let bootstrapLinkIssued = AuditAction(rawValue: "bootstrap.link_issued")
    package static let bootstrapped = AuditAction(rawValue: "bootstrap.completed")
    package static let signIn = AuditAction(rawValue: "session.sign_in")
    package static let signInThrottled = AuditAction(rawValue: "session.sign_in_throttled")
    package static let signOut = AuditAction(rawValue: "session.sign_out")
    package static let signOutEverywhere = AuditAction(rawValue: "session.sign_out_everywhere")
    package static let refreshTokenReused = AuditAction(rawValue: "session.refresh_token_reused")
    package static let workspaceSwitched = AuditAction(rawValue: "session.workspace_switched")
    package static let passwordChanged = AuditAction(rawValue: "password.changed")
    package static let passwordReset = AuditAction(rawValue: "password.reset")
    package static let passwordRehashed = AuditAction(rawValue: "password.rehashed")
    package static let passwordLinkIssued = AuditAction(rawValue: "password.link_issued")
    package static let userCreated = AuditAction(rawValue: "user.created")
    package static let userDisabled = AuditAction(rawValue: "user.disabled")
    package static let userEnabled = AuditAction(rawValue: "user.enabled")
    package static let userPromoted = AuditAction(rawValue: "user.promoted")
    package static let userDemoted = AuditAction(rawValue: "user.demoted")
    package static let identityLinked = AuditAction(rawValue: "user.identity_linked")
    package static let workspaceCreated = AuditAction(rawValue: "workspace.created")
    package static let workspaceChanged = AuditAction(rawValue: "workspace.changed")
    package static let workspaceRemoved = AuditAction(rawValue: "workspace.removed")
    package static let memberInvited = AuditAction(rawValue: "member.invited")
    package static let invitationWithdrawn = AuditAction(rawValue: "member.invitation_withdrawn")
    package static let memberJoined = AuditAction(rawValue: "member.joined")
    package static let memberRoleChanged = AuditAction(rawValue: "member.role_changed")
    package static let memberRemoved = AuditAction(rawValue: "member.removed")
    package static let apiKeyCreated = AuditAction(rawValue: "api_key.created")
    package static let apiKeyRevoked = AuditAction(rawValue: "api_key.revoked")
    package static let auditExported = AuditAction(rawValue: "audit.exported")
    /// Somebody may not do what they asked for; `count` in the details says how often in one minute, on top of the entry of the first.
    package static let accessRefused = AuditAction(rawValue: "access.refused")
    /// Somebody named a record of another workspace and was told that there is none.
    package static let otherWorkspaceRefused = AuditAction(rawValue: "access.other_workspace")
    package static let backupMade = AuditAction(rawValue: "backup.made")
    package static let backupVerified = AuditAction(rawValue: "backup.verified")
    package static let backupDownloaded = AuditAction(rawValue: "backup.downloaded")
    package static let backupRemoved = AuditAction(rawValue: "backup.removed")
    package static let restoreRequested = AuditAction(rawValue: "restore.requested")
    /// The first entry after the data were replaced; `previous_log` in its details is the last hash of the log that was replaced.
    package static let restored = AuditAction(rawValue: "restore.completed")
    package static let restoreFailed = AuditAction(rawValue: "restore.failed")
}

/// An event in its place in the log, bound to all that were written before it.
package struct AuditEntry: Hashable, Sendable {
    /// Counts from 1 without gaps.
    package var sequence: Int64
    package var event: AuditEvent
    /// Of the entry before; zeros for the first. 64 hexadecimal digits.
    package var previousHash: String
    /// SHA-256 of `previousHash` and `canonicalJSON`, one behind the other. 64 hexadecimal digits.
    package var hash: String

    /// What stands before the first entry.
    package static let firstPreviousHash = String(repeating: "0", count: 64)

    package init(sequence: Int64, event: AuditEvent, previousHash: String, hash: String) {
        self.sequence = sequence
        self.event = event
        self.previousHash = previousHash
        self.hash = hash
    }
}

extension AuditEvent {
    /// Somebody showed a refresh token that had been replaced: the token was stolen from its owner, or the owner's was.
    package static func refreshTokenReused(_ session: Session, address: String?, at: Timestamp) -> AuditEvent {
        AuditEvent(
            at: at, actor: .anonymous, workspace: session.workspace, action: .refreshTokenReused, target: session.id.rawValue,
            address: address, outcome: .denied, details: ["user": session.user.rawValue])
    }
}
