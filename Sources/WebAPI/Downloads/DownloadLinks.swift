package import Backends
import Crypto
import DocumentModel
import Foundation

/// Answers that wait to be fetched by a browser itself, which saves them as they arrive: a page that fetches a file has all of it in memory.
///
/// A browser that saves a file sends no `Authorization`. So the request is made with its token as always, and goes through every check;
/// what is left to do, sending the bytes, waits here under a random name. It is handed out once, within a minute, to the browser that has the
/// secret of it: a cookie that scripts cannot read and that is sent to this address alone. The address by itself, in a log or a list of
/// downloads, opens nothing.
///
/// They wait in this process: replicas behind a balancer need one that keeps a client at its replica.
package actor DownloadLinks {
    /// Browsers ask at once; a minute is enough for a person whom the browser asks where to save it.
    static let secondsToBegin = 60
    /// Waiting at a time for one user: more are a page gone wild, whose first ones nobody will fetch.
    static let mostPerUser = 16
    /// Waiting at a time in all. Each is a closure of some hundred bytes: files are opened when they are sent.
    static let most = 1024

    private struct Waiting {
        var reply: Reply
        var owner: UserID
        var secretDigest: [UInt8]
        var endsAt: Timestamp
        /// Whether its owner may still be here; throws when not.
        var revalidate: @Sendable () async throws -> Void
    }

    /// What a browser needs to fetch an answer.
    struct Offer: Sendable {
        /// In the address.
        var id: String
        /// In the cookie.
        var secret: String
    }

    private let clock: ServiceClock
    /// The oldest first.
    private var waiting: [(id: String, Waiting)] = []

    package init(clock: ServiceClock) {
        self.clock = clock
    }

    /// Keeps the answer to a call for the browser of its caller.
    /// - Throws: `BUSY` when too many wait; of the caller's own, the oldest goes instead.
    func offer(_ reply: Reply, of call: Call) throws(APIError) -> Offer {
        let owner = try call.caller().user
        forgetOld()
        let own = waiting.indices.filter { waiting[$0].1.owner == owner }
        if own.count >= Self.mostPerUser, let first = own.first { waiting.remove(at: first) }
        guard waiting.count < Self.most else {
            throw APIError(.busy, "Too many downloads wait to be fetched.", retryAfterSeconds: Double(Self.secondsToBegin))
        }
        let offer = Offer(id: "dl_" + Self.randomText(), secret: Self.randomText())
        let endsAt = clock.now().adding(seconds: Double(Self.secondsToBegin))
        waiting.append(
            (
                offer.id,
                Waiting(
                    reply: reply, owner: owner, secretDigest: Self.digest(offer.secret), endsAt: endsAt, revalidate: call.revalidate)
            ))
        return offer
    }

    /// The answer, once.
    /// - Throws: `NOT_FOUND` for one that never was, was fetched, waited too long, or is somebody else's; what refuses its owner, when they
    ///   may no longer be here.
    func take(_ id: String, secrets: [String]) async throws -> Reply {
        forgetOld()
        let digests = secrets.map(Self.digest)
        // A wrong secret leaves it where it is: others could take it away from its owner else.
        guard let index = waiting.firstIndex(where: { $0.id == id }), digests.contains(waiting[index].1.secretDigest) else {
            throw APIError(.notFound, "There is no such download: a link is good once, for a minute, in the browser that asked for it.")
        }
        let found = waiting.remove(at: index).1
        try await found.revalidate()
        return found.reply
    }

    private func forgetOld() {
        let now = clock.now()
        waiting.removeAll { $0.1.endsAt <= now }
    }

    /// 256 random bits.
    private static func randomText() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<4).map { _ in
            let digits = String(generator.next() as UInt64, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    private static func digest(_ secret: String) -> [UInt8] { Array(SHA256.hash(data: Data(secret.utf8))) }
}
