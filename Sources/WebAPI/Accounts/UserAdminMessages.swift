import Backends
import DocumentModel

struct UserListQuery: APIMessage {
    var search: String?
    var isAdmin: Bool?
    var limit: Int
    var offset: Int

    static let rules: [String: FieldRules] = ListQuery.rules.merging(["search": .count(0...200, "Part of the e-mail or the name.")]) { $1 }

    var storeQuery: UserQuery {
        var query = UserQuery()
        query.words = search.flatMap { $0.isEmpty ? nil : $0 }
        query.isPlatformAdmin = isAdmin
        query.limit = limit
        query.offset = offset
        return query
    }
}

struct UserListing: APIMessage {
    var users: [UserLine]
    var totalCount: Int
}

/// A link with which a user sets a new password; its secret is shown this once.
struct IssuedPasswordLink: APIMessage {
    var userId: UserID
    var token: String
    /// To be put behind the address of the service.
    var path: String
    var expiresAt: String
}

struct AuditListQuery: APIMessage {
    enum Outcome: String, APIChoice { case success, failure, denied }

    var action: String?
    var actor: String?
    var outcome: Outcome?
    var dateFrom: String?
    var dateTo: String?
    var limit: Int
    var offset: Int

    static let rules: [String: FieldRules] = ListQuery.rules.merging([
        "action": .count(0...100, "Such as session.sign_in."), "actor": .count(0...100, "Name of a user or a key; command-line, service, anonymous."),
        "date_from": .moment("At this time or later."), "date_to": .moment("Before this time; a day counts in full."),
    ]) { $1 }

    func storeQuery() throws(APIError) -> AuditQuery {
        var query = AuditQuery()
        query.action = Self.filled(action).map(AuditAction.init(rawValue:))
        query.actor = Self.filled(actor).map(AuditActor.init(rawValue:))
        query.outcome = outcome.flatMap { AuditEvent.Outcome(rawValue: $0.rawValue) }
        query.from = try Moment.parse(dateFrom, field: "date_from")
        query.before = try Moment.parse(dateTo, field: "date_to").map { dateTo?.count == 10 ? $0.adding(seconds: 86_400) : $0 }
        query.limit = limit
        query.offset = offset
        return query
    }

    private static func filled(_ text: String?) -> String? {
        text.flatMap { $0.isEmpty ? nil : $0 }
    }
}

struct AuditLine: APIMessage {
    var sequence: Int64
    var at: String
    var actor: String
    var workspaceId: String?
    var action: String
    var target: String?
    var address: String?
    var outcome: String
    var details: [String: String]
    var hash: String

    init(_ entry: AuditEntry) {
        let event = entry.event
        sequence = entry.sequence
        at = event.at.iso8601
        actor = event.actor.rawValue
        workspaceId = event.workspace?.rawValue
        action = event.action.rawValue
        target = event.target
        address = event.address
        outcome = event.outcome.rawValue
        details = event.details
        hash = entry.hash
    }
}

struct AuditListing: APIMessage {
    var entries: [AuditLine]
    var totalCount: Int
}

struct AuditVerificationReply: APIMessage {
    var isIntact: Bool
    var entryCount: Int
    /// Of the last good entry. Whoever keeps it elsewhere can tell later whether entries were cut off at the end.
    var lastHash: String
    var firstBroken: Int64?

    init(_ verification: AuditVerification) {
        isIntact = verification.firstBroken == nil
        entryCount = verification.entryCount
        lastHash = verification.lastHash
        firstBroken = verification.firstBroken
    }
}
