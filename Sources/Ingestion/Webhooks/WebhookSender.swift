package import Backends
import DocumentModel
import NIOHTTP1

/// Tells servers of clients what they wanted to be told, until they have heard it.
package struct WebhookSender: Sendable {
    /// How deliveries are tried.
    package struct Settings: Sendable {
        /// Attempts until a delivery is given up: with the delays below, about a day.
        package var maximumAttempts = 12
        package var firstDelaySeconds = 10.0
        package var longestDelaySeconds = 14_400.0
        /// For one attempt: receivers are to store what they hear and answer at once.
        package var seconds = 15.0
        /// Deliveries at a time.
        package var atOnce = 4
        /// Between two looks at what there is to tell.
        package var pollSeconds = 2.0
        /// 0...1; where it comes from.
        package var jitter: @Sendable () -> Double = { Double.random(in: 0...1) }

        package init() {}
    }

    private let store: any WebhookStore
    private let signer: WebhookSigner
    private let connection: GuardedConnection
    private let identifiers: IdentifierSource
    private let settings: Settings
    private let clock: ServiceClock
    private let onError: @Sendable (StoreError) -> Void

    /// - Parameter policy: the addresses that clients may have told things to.
    package init(
        store: any WebhookStore, signer: WebhookSigner, policy: AddressPolicy = AddressPolicy(), settings: Settings = Settings(),
        clock: ServiceClock = .system, onError: @escaping @Sendable (StoreError) -> Void = { _ in }
    ) {
        self.init(
            store: store, signer: signer, connection: GuardedConnection(policy: policy, resolver: .system), settings: settings, clock: clock,
            onError: onError)
    }

    init(
        store: any WebhookStore, signer: WebhookSigner, connection: GuardedConnection, settings: Settings, clock: ServiceClock,
        onError: @escaping @Sendable (StoreError) -> Void = { _ in }
    ) {
        self.store = store
        self.signer = signer
        self.connection = connection
        self.settings = settings
        self.clock = clock
        self.onError = onError
        identifiers = IdentifierSource(clock: clock)
    }

    /// Works until the task is cancelled. What was under way then is sent again by the next process.
    package func run() async {
        let signal = WorkSignal()
        while !Task.isCancelled {
            do throws(StoreError) {
                // As long as there is something to do, without a break.
                while try await sendDue() > 0 {}
            } catch {
                onError(error)
            }
            await signal.wait(atMostSeconds: settings.pollSeconds)
        }
    }

    /// Sends what is due now. How many deliveries were tried.
    func sendDue() async throws(StoreError) -> Int {
        guard !Task.isCancelled else { return 0 }
        let now = clock.now()
        _ = try await store.collectEndedBatches(identifiers: identifiers, now: now) { id, batch, counts in
            BatchEndedEvent(id, batch, counts, at: now).json
        }
        // Longer than an attempt can take: nobody else sends it meanwhile.
        let due = try await store.claimDue(now: now, leaseSeconds: settings.seconds * 4, limit: settings.atOnce)
        await withDiscardingTaskGroup { group in
            for delivery in due { group.addTask { await send(delivery) } }
        }
        return due.count
    }

    private func send(_ delivery: WebhookDelivery) async {
        guard let ending = await attempt(delivery) else { return }
        do throws(StoreError) {
            try await store.end(delivery.id, attempt: delivery.attempt, as: ending, now: clock.now())
        } catch {
            // The lease ends, and it is sent once more: receivers know it by its name.
            onError(error)
        }
    }

    /// What came of it; `nil` when this process is told to stop.
    private func attempt(_ delivery: WebhookDelivery) async -> WebhookEnding? {
        do throws(DownloadProblem) {
            let address = try DownloadProblem.address(delivery.url)
            let request = request(of: delivery)
            let status = try await TimeLimit(seconds: settings.seconds).run { () async throws(DownloadProblem) in
                try await connection.exchange(with: address, request) { head, _ in head.status.code }
            }
            guard let status else { throw .timedOut(seconds: settings.seconds) }
            return 200..<300 ~= status ? .delivered : failed(delivery, "the server answered with status \(status)")
        } catch {
            switch error {
            case .stopped: return nil
            case .forbidden(let reason): return .failed(reason)
            default: return failed(delivery, error.reason)
            }
        }
    }

    private func failed(_ delivery: WebhookDelivery, _ reason: String) -> WebhookEnding {
        guard delivery.attempt < settings.maximumAttempts else { return .failed(reason) }
        let delay = min(settings.longestDelaySeconds, settings.firstDelaySeconds * Double(1 << min(max(0, delivery.attempt - 1), 20)))
        return .failedForNow(reason, nextAt: clock.now().adding(seconds: delay * (0.5 + 0.5 * settings.jitter())))
    }

    private func request(of delivery: WebhookDelivery) -> OutgoingRequest {
        var request = OutgoingRequest(method: .POST, body: Array(delivery.body.utf8))
        request.headers = [
            ("Content-Type", "application/json"), ("X-Mivaa-Event", delivery.id.rawValue), ("X-Mivaa-Attempt", String(delivery.attempt)),
            ("X-Mivaa-Signature", signer.signature(of: delivery.body, for: delivery.workspace, at: clock.now())),
        ]
        return request
    }
}
