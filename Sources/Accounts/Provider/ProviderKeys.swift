import Backends
import DocumentModel
import JWTKit

/// The provider's keys, fetched when they are needed and then remembered.
actor ProviderKeys {
    /// Between two fetches: tokens with made-up key names must not make us call the provider with each request.
    private static let minimumIntervalSeconds = 30.0
    /// After this the keys are asked for again, so that one that the provider took back is forgotten.
    private static let maximumAgeSeconds = 3600.0
    /// For this long old keys serve when the provider does not answer.
    private static let longestUseSeconds = 86_400.0

    private let fetchKeys: @Sendable () async throws -> [UInt8]
    private let clock: ServiceClock
    private var known: (keys: KeySet, fetchedAt: Timestamp)?
    private var lastAttempt: Timestamp?
    private var underway: Task<Void, Never>?

    init(fetchKeys: @escaping @Sendable () async throws -> [UInt8], clock: ServiceClock) {
        self.fetchKeys = fetchKeys
        self.clock = clock
    }

    /// `nil` when the provider has no such key.
    /// - Throws: `.unavailable` when there are no keys that may still be used.
    func key(_ name: String) async throws(AuthenticationError) -> (any JWTAlgorithm)? {
        if let known, age(known) < Self.maximumAgeSeconds, let key = known.keys.key(name) { return key }
        await fetch()
        guard let known, age(known) < Self.longestUseSeconds else { throw .unavailable("the identity provider's keys cannot be had") }
        return known.keys.key(name)
    }

    private func age(_ known: (keys: KeySet, fetchedAt: Timestamp)) -> Double {
        clock.now().seconds(since: known.fetchedAt)
    }

    /// All who ask meanwhile wait for the same answer.
    private func fetch() async {
        if let underway { return await underway.value }
        if let lastAttempt, clock.now().seconds(since: lastAttempt) < Self.minimumIntervalSeconds { return }
        lastAttempt = clock.now()
        let task = Task {
            if let json = try? await fetchKeys(), let keys = await KeySet(json: json) { known = (keys, clock.now()) }
            underway = nil
        }
        underway = task
        await task.value
    }
}
