@testable import Accounts
import Backends
import Testing

@Suite("Passwords")
struct PasswordTests {
    @Test("what was hashed is recognised, and nothing else is")
    func recognises() async throws {
        let hasher = PasswordHasher(cost: AccountHouse.cheap)
        let hash = try await hasher.hash("correct horse battery")
        #expect(hash.hasPrefix("$argon2id$v=19$m=8,t=1,p=1$"))
        #expect(try await hasher.check("correct horse battery", against: hash) == .right)
        #expect(try await hasher.check("correct horse batterx", against: hash) == .wrong)
        #expect(try await hasher.hash("correct horse battery") != hash)
    }

    @Test("a hash of the reference implementation is recognised")
    func referenceHash() async throws {
        // From the tests of libargon2 (test.c, Argon2id, m = 64 MiB, t = 2).
        let hash = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
        let hasher = PasswordHasher(cost: PasswordCost(memoryKiB: 65_536, passes: 2, lanes: 1))
        #expect(try await hasher.check("password", against: hash) == .right)
        #expect(try await hasher.check("Password", against: hash) == .wrong)
    }

    @Test("composed and decomposed letters are the same password")
    func normalises() async throws {
        let hasher = PasswordHasher(cost: AccountHouse.cheap)
        let hash = try await hasher.hash("sm\u{F6}rg\u{E5}sbord")
        #expect(try await hasher.check("smo\u{308}rga\u{30A}sbord", against: hash) == .right)
    }

    @Test("a hash under other costs is right but outdated")
    func outdated() async throws {
        let hash = try await PasswordHasher(cost: AccountHouse.cheap).hash("correct horse battery")
        let hasher = PasswordHasher(cost: PasswordCost(memoryKiB: 16, passes: 1, lanes: 1))
        #expect(try await hasher.check("correct horse battery", against: hash) == .rightButOutdated)
    }

    @Test("without a hash every password is wrong, as slowly as with one")
    func decoy() async throws {
        let hasher = PasswordHasher(cost: PasswordCost(memoryKiB: 16 * 1024, passes: 2, lanes: 1))
        let hash = try await hasher.hash("correct horse battery")
        func seconds(_ hash: String?) async throws -> Duration {
            let begin = ContinuousClock.now
            #expect(try await hasher.check("something else", against: hash) == .wrong)
            return ContinuousClock.now - begin
        }
        var ratios: [Double] = []
        for _ in 0..<5 { ratios.append(try await seconds(nil) / (try await seconds(hash))) }
        // The middle of five: the machine may be busy. A decoy that is not computed would be a thousandth.
        #expect((0.2...5).contains(ratios.sorted()[2]))
    }

    @Test(
        "what is no hash of ours is damage and costs nothing",
        arguments: [
            "", "plain", "$argon2i$v=19$m=8,t=1,p=1$c2FsdA$aGFzaA", "$argon2id$v=16$m=8,t=1,p=1$c2FsdA$aGFzaA",
            "$argon2id$v=19$m=4294967295,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            "$argon2id$v=19$m=8,t=1000000,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc", "$argon2id$v=19$t=1,m=8,p=1$c2FsdA$aGFzaA",
        ])
    func damagedHash(hash: String) async throws {
        let hasher = PasswordHasher(cost: AccountHouse.cheap)
        await #expect(throws: AccountError.store(.corrupt("the hash of a password"))) { try await hasher.check("x", against: hash) }
    }

    @Test("more than may wait are refused at once, and the line moves on")
    func boundedLine() async throws {
        let hasher = PasswordHasher(cost: PasswordCost(memoryKiB: 4096, passes: 4, lanes: 1))
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<200 { group.addTask { (try? await hasher.hash("correct horse battery")) != nil } }
            return await group.reduce(into: [true: 0, false: 0]) { $0[$1, default: 0] += 1 }
        }
        #expect(outcomes[true]! >= 32)
        #expect(outcomes[false]! > 0)
        _ = try await hasher.hash("correct horse battery")
    }

    @Test(
        "good passwords are taken",
        arguments: [
            "correct horse battery", "Tr0ub4dor&3xyzzy", "aaaaabbbbbccccdde", "пароль-из-слов", String(repeating: "word-", count: 25),
            "12 monkeys in a tree", "password of my aunt",
        ])
    func good(password: String) throws {
        try PasswordPolicy.check(password, email: "ada@example.org")
    }

    @Test(
        "bad passwords are refused with a reason",
        arguments: [
            ("short", "must have 12 to 128 characters; it has 5"),
            (String(repeating: "aB3-x", count: 26), "must have 12 to 128 characters; it has 130"),
            ("Ada.Lovelace@example.org", "must not be the e-mail address"), ("ada.lovelace", "must not be the e-mail address"),
            ("aaaaaaaaaaaaaaa", "must have at least 5 different characters"), ("121212121212", "must have at least 5 different characters"),
            ("123456789012", "must not be a row of the alphabet or of digits"),
            ("abcdefghijklmnop", "must not be a row of the alphabet or of digits"),
            ("zyxwvutsrqponm", "must not be a row of the alphabet or of digits"),
            ("Password2026!", "must be more than one common word with digits and signs"),
            ("qwertyqwerty1", "must be more than one common word with digits and signs"), ("1!2@3#4$5%6^", "must have letters"),
        ])
    func bad(password: String, reason: String) {
        #expect(throws: AccountError.invalid(field: "password", reason: reason)) {
            try PasswordPolicy.check(password, email: "ada.lovelace@example.org")
        }
    }

    @Test("the limits of length are allowed themselves")
    func lengthLimits() throws {
        try PasswordPolicy.check(String("abXde1-hYjk+".prefix(12)), email: "x@y")
        try PasswordPolicy.check(String(String(repeating: "aB3-x", count: 30).prefix(128)), email: "x@y")
        #expect(throws: AccountError.self) { try PasswordPolicy.check("abXde1-hYjk", email: "x@y") }
        #expect(throws: AccountError.self) { try PasswordPolicy.check(String(String(repeating: "aB3-x", count: 30).prefix(129)), email: "x@y") }
    }

    @Test(
        "e-mail addresses come in lower case", arguments: [("Ada@Example.ORG", "ada@example.org"), ("a+b@localhost", "a+b@localhost")])
    func emails(text: String, expected: String) throws {
        #expect(try EmailAddress.normalized(text) == expected)
    }

    @Test(
        "what is no e-mail address is refused",
        arguments: [
            "", "ada", "@example.org", "ada@", "a@b@c", "a da@example.org", "ada@exämple.org", "ada@example.org\n",
            String(repeating: "a", count: 65) + "@b", "a@" + String(repeating: "b", count: 253),
        ])
    func badEmails(text: String) {
        #expect(throws: AccountError.self) { try EmailAddress.normalized(text) }
    }

    @Test("names are trimmed, and must not hide anything")
    func names() throws {
        #expect(try DisplayName.checked("  Ada Lovelace \n", field: "name") == "Ada Lovelace")
        #expect(try DisplayName.checked(String(repeating: "ä", count: 100), field: "name").count == 100)
        for bad in ["", "   ", "a\nb", "a\u{202E}b", "a\u{200B}b", String(repeating: "a", count: 101)] {
            #expect(throws: AccountError.self) { try DisplayName.checked(bad, field: "name") }
        }
    }
}
