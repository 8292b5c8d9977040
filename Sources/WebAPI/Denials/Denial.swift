package import DocumentModel

/// A request that was refused because of who sent it.
package struct Denial: Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        /// What the caller may not do: the permission that the route needs, or the sentence that was answered.
        case refused(String)
        /// The record is there, but in another workspace; the caller was told that there is none.
        case otherWorkspace(WorkspaceID)
    }

    package var actor: AuditActor
    /// The one that the request was for; `nil` when nobody knows.
    package var workspace: WorkspaceID?
    package var address: String
    /// Method and path with its parameters in braces, so that there are few: "DELETE /api/v1/documents/{document_id}".
    package var route: String
    /// Name of the record in the path; `nil` when it has none.
    package var target: String?
    package var reason: Reason
    package var requestID: String
}

extension Denial {
    var action: AuditAction {
        switch reason {
        case .refused: .accessRefused
        case .otherWorkspace: .otherWorkspaceRefused
        }
    }

    private var details: [String: String] {
        switch reason {
        case .refused(let why): ["route": route, "reason": why, "request_id": requestID]
        case .otherWorkspace(let owner): ["route": route, "belongs_to": owner.rawValue, "request_id": requestID]
        }
    }

    /// The entry for this one alone.
    func event(at now: Timestamp) -> AuditEvent {
        AuditEvent(
            at: now, actor: actor, workspace: workspace, action: action, target: target, address: address, outcome: .denied, details: details)
    }
}

extension AuditActor {
    /// The key when one was shown, the user otherwise; `anonymous` for nobody known.
    init(_ principal: Principal?) {
        switch principal?.credential {
        case .apiKey(let key): self = .apiKey(key)
        case .accessToken: self = principal.map { .user($0.user) } ?? .anonymous
        case nil: self = .anonymous
        }
    }
}
