import Backends
import DocumentModel
import Testing

@Suite("Stored users and workspaces")
struct UserStoreTests {
    @Test("a user, a workspace and a membership are stored together and read back as they were", arguments: IdentityBackend.allCases)
    func enrols(backend: IdentityBackend) async throws {
        try await backend.withStore { store in
            try await store.settle("ada", as: .owner, in: "engines", isNew: true)
            #expect(try await store.account(Sample.id("usr_ada")) == Sample.account("ada"))
            #expect(try await store.account(email: "ada@example.org")?.user.id == Sample.id("usr_ada"))
            #expect(try await store.account(email: "Ada@example.org") == nil)
            #expect(try await store.workspace(Sample.id("ws_engines")) == Sample.workspace("engines"))
            let joined = try await store.workspaces(of: Sample.id("usr_ada"))
            #expect(joined == [JoinedWorkspace(workspace: Sample.workspace("engines"), role: .owner)])
        }
    }

    @Test("a refused enrolment leaves nothing behind, not even the link used up", arguments: IdentityBackend.allCases)
    func refusesWholly(backend: IdentityBackend) async throws {
        try await backend.withStore { store in
            try await store.settle("ada", as: .owner, in: "engines", isNew: true)
            let invitation = Invitation(workspace: Sample.id("ws_engines"), email: "ada@example.org", role: .viewer)
            let digest = Sample.digest("link")
            _ = try await store.issue(Sample.link(.invitation(invitation)), digest: digest, mostInvitations: 5, audit: Sample.event())
            var enrolment = Enrolment(at: Sample.start)
            enrolment.link = digest
            enrolment.account = Sample.account("ada")
            enrolment.workspace = Sample.workspace("other")
            enrolment.membership = Membership(
                user: Sample.id("usr_ada"), workspace: invitation.workspace, role: .viewer, joinedAt: Sample.start)
            let count = try await store.entries(AuditQuery(), in: .installation).totalCount
            #expect(try await store.enrol(enrolment, audit: [Sample.event()]) == .emailIsTaken)
            enrolment.account = nil
            #expect(try await store.enrol(enrolment, audit: [Sample.event()]) == .alreadyMember)
            #expect(try await store.workspace(Sample.id("ws_other")) == nil)
            #expect(try await store.link(digest, now: Sample.start) != nil)
            #expect(try await store.entries(AuditQuery(), in: .installation).totalCount == count)
        }
    }

    @Test("an invitation serves once, for its workspace and role only, and not after its end", arguments: IdentityBackend.allCases)
    func invitationServesOnce(backend: IdentityBackend) async throws {
        try await backend.withStore { store in
            try await store.settle("ada", as: .owner, in: "engines", isNew: true)
            let invitation = Invitation(workspace: Sample.id("ws_engines"), email: "bob@example.org", role: .viewer)
            let digest = Sample.digest("link")
            _ = try await store.issue(Sample.link(.invitation(invitation)), digest: digest, mostInvitations: 5, audit: Sample.event())
            func enrolment(_ name: String, _ role: Role, at: Timestamp) -> Enrolment {
                var enrolment = Enrolment(at: at)
                enrolment.link = digest
                enrolment.account = Sample.account(name)
                enrolment.membership = Membership(user: Sample.id("usr_\(name)"), workspace: invitation.workspace, role: role, joinedAt: at)
                return enrolment
            }
            #expect(try await store.enrol(enrolment("bob", .admin, at: Sample.start), audit: []) == .linkIsDead)
            #expect(try await store.enrol(enrolment("bob", .viewer, at: Sample.at(100)), audit: []) == .linkIsDead)
            #expect(try await store.enrol(enrolment("bob", .viewer, at: Sample.at(99)), audit: []) == .enrolled)
            #expect(try await store.enrol(enrolment("eve", .viewer, at: Sample.at(99)), audit: []) == .linkIsDead)
        }
    }

    @Test("the bootstrap link is dead as soon as there is a user", arguments: IdentityBackend.allCases)
    func bootstrapOnce(backend: IdentityBackend) async throws {
        try await backend.withStore { store in
            let link = Sample.link(.bootstrap)
            let digest = Sample.digest("first")
            #expect(try await store.issue(link, digest: digest, mostInvitations: 1, audit: Sample.event()))
            try await store.settle("ada", as: .owner, in: "engines", isNew: true)
            var enrolment = Enrolment(at: Sample.start)
            enrolment.link = digest
            enrolment.account = Sample.account("eve", isPlatformAdmin: true)
            #expect(try await store.enrol(enrolment, audit: []) == .linkIsDead)
            #expect(try await !store.issue(link, digest: Sample.digest("second"), mostInvitations: 1, audit: Sample.event()))
        }
    }

    @Test("nobody owns more workspaces than the limit; the limit itself is allowed", arguments: IdentityBackend.allCases)
    func ownedWorkspaces(backend: IdentityBackend) async throws {
        try await backend.withStore { store in
            try await store.settle("ada", as: .owner, in: "first", isNew: true)
            func create(_ name: String) async throws -> EnrolmentOutcome {
                var enrolment = Enrolment(at: Sample.start)
                enrolment.workspace = Sample.workspace(name)
                enrolment.membership = Membership(
                    user: Sample.id("usr_ada"), workspace: Sample.id("ws_\(name)"), role: .owner, joinedAt: Sample.at(1))
                enrolment.mostOwnedWorkspaces = 2
                return try await store.enrol(enrolment, audit: [])
            }
            #expect(try await create("second") == .enrolled)
            #expect(try await create("third") == .tooManyWorkspaces)
        }
    }

    @Test("ending sessions raises the generation and cuts tokens off; a rehash does not", arguments: IdentityBackend.allCases)
    func generations(backend: IdentityBackend) async throws {
        try await backend.withStore { store in
            try await store.settle("ada", as: .owner, in: "engines", isNew: true)
            let session = Sample.session("one", of: "ada", in: "engines")
            try await store.open(session, token: Sample.token("t"), mostSessions: 5, audit: Sample.event())
            var rehash = UserChange(at: Sample.at(1))
            rehash.password = .rehashed(from: "$something-else", to: "$new")
            _ = try await store.change(Sample.id("usr_ada"), rehash, using: nil, audit: Sample.event())
            #expect(try await store.account(Sample.id("usr_ada"))?.passwordHash == "$hash-of-ada")
            rehash.password = .rehashed(from: "$hash-of-ada", to: "$new")
            _ = try await store.change(Sample.id("usr_ada"), rehash, using: nil, audit: Sample.event())
            #expect(try await store.account(Sample.id("usr_ada"))?.passwordHash == "$new")
            #expect(try await store.session(ofToken: Sample.digest("t"), now: Sample.start) == session)

            var end = UserChange(at: Sample.at(2))
            end.endsSessions = true
            end.refusesEarlierOutsideTokens = true
            _ = try await store.change(Sample.id("usr_ada"), end, using: nil, audit: Sample.event())
            let account = try await store.account(Sample.id("usr_ada"))
            #expect(account?.tokenGeneration == 1)
            #expect(account?.tokensValidFrom == Sample.at(2))
            #expect(try await store.session(ofToken: Sample.digest("t"), now: Sample.start) == nil)
        }
    }

    @Test("the last administrator who can sign in stays one", arguments: IdentityBackend.allCases)
    func lastAdministrator(backend: IdentityBackend) async throws {
        try await backend.withStore { store in
            try await store.settle("ada", as: .owner, in: "engines", isNew: true, isPlatformAdmin: true)
            try await store.settle("bob", as: .viewer, in: "engines", isPlatformAdmin: true)
            var disable = UserChange(at: Sample.start)
            disable.isDisabled = true
            var demote = UserChange(at: Sample.start)
            demote.isPlatformAdmin = false
            let changed = try await store.change(Sample.id("usr_bob"), disable, using: nil, audit: Sample.event())
            guard case .changed(let bob) = changed else { throw StoreError.notFound("bob") }
            #expect(bob.isDisabled)
            for change in [disable, demote] {
                #expect(try await store.change(Sample.id("usr_ada"), change, using: nil, audit: Sample.event()) == .lastAdministrator)
            }
            #expect(try await store.change(Sample.id("usr_eve"), demote, using: nil, audit: Sample.event()) == .noSuchUser)
        }
    }

    @Test("a password link sets its own user's password once", arguments: IdentityBackend.allCases)
    func passwordLink(backend: IdentityBackend) async throws {
        try await backend.withStore { store in
            try await store.settle("ada", as: .owner, in: "engines", isNew: true)
            try await store.settle("bob", as: .viewer, in: "engines")
            let digest = Sample.digest("reset")
            _ = try await store.issue(
                Sample.link(.passwordReset(Sample.id("usr_bob"))), digest: digest, mostInvitations: 0, audit: Sample.event())
            var change = UserChange(at: Sample.start)
            change.password = .set(hash: "$new")
            #expect(try await store.change(Sample.id("usr_ada"), change, using: digest, audit: Sample.event()) == .linkIsDead)
            guard case .changed = try await store.change(Sample.id("usr_bob"), change, using: digest, audit: Sample.event()) else {
                throw StoreError.notFound("bob")
            }
            #expect(try await store.change(Sample.id("usr_bob"), change, using: digest, audit: Sample.event()) == .linkIsDead)
        }
    }

    @Test("an outside identity leads to one user only", arguments: IdentityBackend.allCases)
    func identities(backend: IdentityBackend) async throws {
        try await backend.withStore { store in
            try await store.settle("ada", as: .owner, in: "engines", isNew: true)
            try await store.settle("bob", as: .viewer, in: "engines")
            let identity = ExternalIdentity(issuer: "https://id.example.org", subject: "42")
            var change = UserChange(at: Sample.start)
            change.identity = identity
            change.password = .removed
            change.removesKeys = true
            _ = try await store.insert(
                Sample.key("k", of: "ada", in: "engines"), digest: Sample.digest("k"), mostKeys: 1, audit: Sample.event())
            _ = try await store.change(Sample.id("usr_ada"), change, using: nil, audit: Sample.event())
            #expect(try await store.account(identity: identity)?.user.email == "ada@example.org")
            #expect(try await store.account(identity: identity)?.passwordHash == nil)
            #expect(try await store.key(Sample.digest("k")) == nil)
            await #expect(throws: StoreError.conflict("a record")) {
                _ = try await store.change(Sample.id("usr_bob"), change, using: nil, audit: Sample.event())
            }
            #expect(try await store.account(Sample.id("usr_bob"))?.passwordHash == "$hash-of-bob")
            change.identity = ExternalIdentity(issuer: identity.issuer, subject: "43")
            await #expect(throws: StoreError.conflict("a record")) {
                _ = try await store.change(Sample.id("usr_ada"), change, using: nil, audit: Sample.event())
            }
        }
    }

    @Test("lists are filtered, counted and paged", arguments: IdentityBackend.allCases)
    func lists(backend: IdentityBackend) async throws {
        try await backend.withStore { store in
            try await store.settle("cleo", as: .owner, in: "engines", isNew: true, isPlatformAdmin: true)
            try await store.settle("ada", as: .viewer, in: "engines")
            try await store.settle("bob", as: .editor, in: "engines")
            var query = UserQuery()
            query.limit = 2
            query.offset = 1
            let page = try await store.users(query)
            #expect(page.items.map(\.email) == ["bob@example.org", "cleo@example.org"])
            #expect(page.totalCount == 3)
            query = UserQuery()
            query.words = "CLE"
            #expect(try await store.users(query).items.map(\.email) == ["cleo@example.org"])
            query.words = "%"
            #expect(try await store.users(query).items.isEmpty)
            let members = try await store.members(of: Sample.id("ws_engines"), limit: 2, offset: 0)
            #expect(members.items.map(\.role) == [.owner, .editor])
            #expect(members.totalCount == 3)
        }
    }

    @Test("a member who leaves takes their keys along; the last owner cannot leave", arguments: IdentityBackend.allCases)
    func memberships(backend: IdentityBackend) async throws {
        try await backend.withStore { store in
            try await store.settle("ada", as: .owner, in: "engines", isNew: true)
            try await store.settle("bob", as: .editor, in: "engines")
            let workspace: WorkspaceID = Sample.id("ws_engines")
            _ = try await store.insert(
                Sample.key("k", of: "bob", in: "engines"), digest: Sample.digest("k"), mostKeys: 1, audit: Sample.event())
            #expect(try await store.change(member: Sample.id("usr_ada"), of: workspace, to: nil, audit: Sample.event()) == .lastOwner)
            #expect(try await store.change(member: Sample.id("usr_ada"), of: workspace, to: .admin, audit: Sample.event()) == .lastOwner)
            #expect(try await store.change(member: Sample.id("usr_bob"), of: workspace, to: .owner, audit: Sample.event()) == .changed(from: .editor))
            #expect(try await store.key(Sample.digest("k")) != nil)
            #expect(try await store.change(member: Sample.id("usr_ada"), of: workspace, to: nil, audit: Sample.event()) == .changed(from: .owner))
            #expect(try await store.change(member: Sample.id("usr_ada"), of: workspace, to: nil, audit: Sample.event()) == .noSuchMember)
            try await store.settle("cleo", as: .owner, in: "engines")
            _ = try await store.change(member: Sample.id("usr_bob"), of: workspace, to: nil, audit: Sample.event())
            #expect(try await store.key(Sample.digest("k")) == nil)
        }
    }

    @Test("a standing says what the rows say: role, generation and whether the session is the user's", arguments: IdentityBackend.allCases)
    func standings(backend: IdentityBackend) async throws {
        try await backend.withStore { store in
            try await store.settle("ada", as: .owner, in: "engines", isNew: true)
            try await store.settle("bob", as: .owner, in: "looms", isNew: true)
            let session = Sample.session("one", of: "ada", in: "engines")
            try await store.open(session, token: Sample.token("t"), mostSessions: 5, audit: Sample.event())
            let ada: UserID = Sample.id("usr_ada")
            let inside = try await store.standing(of: ada, in: Sample.id("ws_engines"), session: session.id)
            #expect(inside?.role == .owner)
            #expect(inside?.isSessionOpen == true)
            #expect(try await store.standing(of: ada, in: Sample.id("ws_looms"), session: nil)?.role == nil)
            #expect(try await store.standing(of: ada, in: Sample.id("ws_engines"), session: Sample.id("ses_none"))?.isSessionOpen == false)
            let other = try await store.standing(of: Sample.id("usr_bob"), in: Sample.id("ws_looms"), session: session.id)
            #expect(other?.isSessionOpen == false)
            #expect(try await store.standing(of: Sample.id("usr_eve"), in: Sample.id("ws_engines"), session: nil) == nil)
        }
    }

    @Test("a workspace is renamed, limited and removed with all that hangs on it", arguments: IdentityBackend.allCases)
    func workspaces(backend: IdentityBackend) async throws {
        try await backend.withStore { store in
            try await store.settle("ada", as: .owner, in: "engines", isNew: true)
            let id: WorkspaceID = Sample.id("ws_engines")
            let changed = try await store.change(
                id, WorkspaceChange(name: "Mills", quota: WorkspaceQuota(pagesPerDay: 9)), audit: Sample.event())
            #expect(changed?.name == "Mills")
            #expect(try await store.workspace(id)?.quota == WorkspaceQuota(pagesPerDay: 9))
            #expect(try await store.workspaces(limit: 10, offset: 0).items.map(\.name) == ["Mills"])
            #expect(try await store.remove(id, audit: Sample.event()) == .removed)
            #expect(try await store.remove(id, audit: Sample.event()) == .noSuchWorkspace)
            #expect(try await store.workspaces(of: Sample.id("usr_ada")).isEmpty)
        }
    }
}
