import Backends
import DocumentModel
import Testing

@Suite("Stored sessions, keys and links")
struct CredentialStoreTests {
    @Test("a refresh token is replaced once; showing it again closes the session and is audited", arguments: IdentityBackend.allCases)
    func rotation(backend: IdentityBackend) async throws {
        try await backend.withStore { store in
            try await store.settle("ada", as: .owner, in: "engines", isNew: true)
            var session = Sample.session("one", of: "ada", in: "engines")
            try await store.open(session, token: Sample.token("first"), mostSessions: 5, audit: Sample.event(.signIn))
            let rotated = try await store.rotate(Sample.digest("first"), to: Sample.token("second"), address: "192.0.2.9", now: Sample.at(10))
            session.lastUsedAt = Sample.at(10)
            #expect(rotated == .rotated(session))
            let reused = try await store.rotate(Sample.digest("first"), to: Sample.token("third"), address: "192.0.2.9", now: Sample.at(20))
            #expect(reused == .reused(session))
            let after = try await store.rotate(Sample.digest("second"), to: Sample.token("fourth"), address: nil, now: Sample.at(21))
            #expect(after == .unknown)
            let entry = try await store.entries(AuditQuery(), in: .installation).items.first
            #expect(entry?.event == .refreshTokenReused(session, address: "192.0.2.9", at: Sample.at(20)))
        }
    }

    @Test("a refresh token and a session end when they end", arguments: IdentityBackend.allCases)
    func expiry(backend: IdentityBackend) async throws {
        try await backend.withStore { store in
            try await store.settle("ada", as: .owner, in: "engines", isNew: true)
            let session = Sample.session("one", of: "ada", in: "engines")
            try await store.open(session, token: Sample.token("a", until: Sample.at(100)), mostSessions: 5, audit: Sample.event())
            #expect(try await store.rotate(Sample.digest("a"), to: Sample.token("b"), address: nil, now: Sample.at(100)) == .expired)
            _ = try await store.rotate(Sample.digest("a"), to: Sample.token("b", until: Sample.at(5000)), address: nil, now: Sample.at(99))
            #expect(try await store.rotate(Sample.digest("b"), to: Sample.token("c"), address: nil, now: Sample.at(1000)) == .expired)
            #expect(try await store.removeEnded(before: Sample.at(999)) == 0)
            #expect(try await store.removeEnded(before: Sample.at(1000)) == 1)
            #expect(try await store.session(ofToken: Sample.digest("b"), now: Sample.at(1)) == nil)
        }
    }

    @Test("a session whose last token has run out has ended", arguments: IdentityBackend.allCases)
    func idleSession(backend: IdentityBackend) async throws {
        try await backend.withStore { store in
            try await store.settle("ada", as: .owner, in: "engines", isNew: true)
            let session = Sample.session("one", of: "ada", in: "engines")
            try await store.open(session, token: Sample.token("a", until: Sample.at(100)), mostSessions: 5, audit: Sample.event())
            #expect(try await store.removeEnded(before: Sample.at(99)) == 0)
            #expect(try await store.removeEnded(before: Sample.at(100)) == 1)
        }
    }

    @Test("a user has no more sessions than the limit: the ones unused for longest are closed", arguments: IdentityBackend.allCases)
    func sessionLimit(backend: IdentityBackend) async throws {
        try await backend.withStore { store in
            try await store.settle("ada", as: .owner, in: "engines", isNew: true)
            for number in 1...4 {
                let session = Sample.session("s\(number)", of: "ada", in: "engines", usedAt: Sample.at(Double(number)))
                try await store.open(session, token: Sample.token("t\(number)"), mostSessions: 3, audit: Sample.event())
            }
            #expect(try await store.session(ofToken: Sample.digest("t1"), now: Sample.start) == nil)
            for number in 2...4 {
                #expect(try await store.session(ofToken: Sample.digest("t\(number)"), now: Sample.start) != nil)
            }
        }
    }

    @Test("sessions are moved and closed by their own user only", arguments: IdentityBackend.allCases)
    func sessionOwner(backend: IdentityBackend) async throws {
        try await backend.withStore { store in
            try await store.settle("ada", as: .owner, in: "engines", isNew: true)
            try await store.settle("bob", as: .owner, in: "looms", isNew: true)
            let session = Sample.session("one", of: "ada", in: "engines")
            try await store.open(session, token: Sample.token("t"), mostSessions: 5, audit: Sample.event())
            let (ada, bob): (UserID, UserID) = (Sample.id("usr_ada"), Sample.id("usr_bob"))
            #expect(try await !store.move(session.id, of: bob, to: Sample.id("ws_looms"), audit: Sample.event()))
            #expect(try await !store.close(session.id, of: bob, audit: Sample.event()))
            #expect(try await store.move(session.id, of: ada, to: Sample.id("ws_looms"), audit: Sample.event()))
            #expect(try await store.session(ofToken: Sample.digest("t"), now: Sample.start)?.workspace == Sample.id("ws_looms"))
            #expect(try await store.close(session.id, of: ada, audit: Sample.event()))
            #expect(try await !store.close(session.id, of: ada, audit: Sample.event()))
        }
    }

    @Test("of two requests with the same refresh token at the same moment one wins", arguments: IdentityBackend.allCases)
    func concurrentRotation(backend: IdentityBackend) async throws {
        try await backend.withStore { store in
            try await store.settle("ada", as: .owner, in: "engines", isNew: true)
            let session = Sample.session("one", of: "ada", in: "engines")
            try await store.open(session, token: Sample.token("t"), mostSessions: 5, audit: Sample.event())
            let outcomes = try await withThrowingTaskGroup(of: RotationOutcome.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        try await store.rotate(Sample.digest("t"), to: Sample.token("next\(number)"), address: nil, now: Sample.at(1))
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let rotated = outcomes.filter { if case .rotated = $0 { true } else { false } }
            #expect(rotated.count == 1)
        }
    }

    @Test("keys are listed, counted, used and removed within their workspace only", arguments: IdentityBackend.allCases)
    func keys(backend: IdentityBackend) async throws {
        try await backend.withStore { store in
            try await store.settle("ada", as: .owner, in: "engines", isNew: true)
            try await store.settle("bob", as: .viewer, in: "engines")
            let (engines, looms) = (Scope.workspace(Sample.id("ws_engines")), Scope.workspace(Sample.id("ws_looms")))
            var key = Sample.key("k", of: "ada", in: "engines")
            #expect(try await store.insert(key, digest: Sample.digest("k"), mostKeys: 1, audit: Sample.event()))
            let second = Sample.key("l", of: "ada", in: "engines")
            #expect(try await !store.insert(second, digest: Sample.digest("l"), mostKeys: 1, audit: Sample.event()))
            try await store.touch(key.id, at: Sample.at(5))
            key.lastUsedAt = Sample.at(5)
            #expect(try await store.key(Sample.digest("k")) == key)
            #expect(try await store.keys(of: nil, in: engines, limit: 10, offset: 0) == Listing(items: [key], totalCount: 1))
            #expect(try await store.keys(of: nil, in: looms, limit: 10, offset: 0).totalCount == 0)
            #expect(try await store.keys(of: Sample.id("usr_bob"), in: engines, limit: 10, offset: 0).totalCount == 0)
            #expect(try await store.keys(of: nil, in: .installation, limit: 10, offset: 0).totalCount == 1)
            #expect(try await !store.removeKey(key.id, of: nil, in: looms, audit: Sample.event()))
            #expect(try await !store.removeKey(key.id, of: Sample.id("usr_bob"), in: engines, audit: Sample.event()))
            #expect(try await store.removeKey(key.id, of: Sample.id("usr_ada"), in: engines, audit: Sample.event()))
            #expect(try await store.key(Sample.digest("k")) == nil)
        }
    }

    @Test("a key needs a membership", arguments: IdentityBackend.allCases)
    func keyOfStranger(backend: IdentityBackend) async throws {
        try await backend.withStore { store in
            try await store.settle("ada", as: .owner, in: "engines", isNew: true)
            await #expect(throws: StoreError.conflict("a record")) {
                _ = try await store.insert(
                    Sample.key("k", of: "ada", in: "looms"), digest: Sample.digest("k"), mostKeys: 5, audit: Sample.event())
            }
        }
    }

    @Test("a new invitation takes the place of the earlier one, and there are only so many", arguments: IdentityBackend.allCases)
    func invitations(backend: IdentityBackend) async throws {
        try await backend.withStore { store in
            try await store.settle("ada", as: .owner, in: "engines", isNew: true)
            let workspace: WorkspaceID = Sample.id("ws_engines")
            func invite(_ name: String, as role: Role, _ link: String) async throws -> Bool {
                let purpose = OneTimeLink.Purpose.invitation(Invitation(workspace: workspace, email: "\(name)@example.org", role: role))
                return try await store.issue(Sample.link(purpose, link), digest: Sample.digest(link), mostInvitations: 2, audit: Sample.event())
            }
            #expect(try await invite("bob", as: .viewer, "b1"))
            #expect(try await invite("bob", as: .editor, "b2"))
            #expect(try await store.link(Sample.digest("b1"), now: Sample.start) == nil)
            #expect(try await invite("cleo", as: .viewer, "c"))
            #expect(try await !invite("dan", as: .viewer, "d"))
            #expect(try await store.invitations(to: workspace, now: Sample.start).compactMap(\.invitation?.role) == [.editor, .viewer])
            #expect(try await store.invitations(to: workspace, now: Sample.at(100)).isEmpty)
            #expect(try await !store.withdraw(Sample.id("lnk_c"), of: Sample.id("ws_looms"), audit: Sample.event()))
            #expect(try await store.withdraw(Sample.id("lnk_c"), of: workspace, audit: Sample.event()))
            #expect(try await store.link(Sample.digest("c"), now: Sample.start) == nil)
        }
    }
}
