import AsyncHTTPClient
import Backends
import Foundation
import NIOCore
import NIOHTTP1

/// The way to one service of language models: who may send now, whether it is worth trying, and what was used.
///
/// A class for its `deinit`: the HTTP client is shut down with it.
package final class LanguageConnection: Sendable {
    /// Before the first piece; doubled with each try, and between half of it and all of it, so that those who failed together do not come
    /// back together.
    private static let firstWaitSeconds = 0.5
    /// Even when the service asks for more: whoever waits for the answer has a time-out of their own.
    static let longestWaitSeconds = 20.0
    private static let connectSeconds: Int64 = 10

    let meter = TokenMeter()
    private let line: LanguageLine
    private let breaker: CircuitBreaker
    private let http: HTTPClient
    private let sleep: @Sendable (Double) async throws -> Void
    private let jitter: @Sendable () -> Double

    /// - Parameters:
    ///   - concurrency: requests at a time.
    ///   - waiting: requests that may wait for their turn; the next is refused.
    ///   - silenceSeconds: after which a connection that says nothing is given up.
    package convenience init(concurrency: Int, waiting: Int, silenceSeconds: Double = 60) {
        self.init(
            concurrency: concurrency, waiting: waiting, silenceSeconds: silenceSeconds, sleep: { try await Task.sleep(for: .seconds($0)) },
            jitter: { .random(in: 0.5...1) }, now: { ContinuousClock.now })
    }

    /// - Parameters:
    ///   - sleep: waits for so many seconds between tries.
    ///   - jitter: what of a wait is waited, 0...1.
    init(
        concurrency: Int, waiting: Int, silenceSeconds: Double, sleep: @escaping @Sendable (Double) async throws -> Void,
        jitter: @escaping @Sendable () -> Double, now: @escaping @Sendable () -> ContinuousClock.Instant
    ) {
        line = LanguageLine(places: concurrency, waiting: waiting)
        breaker = CircuitBreaker(now: now)
        var configuration = HTTPClient.Configuration()
        // A service that moves is a setting to change, not a host to send texts and key to unasked.
        configuration.redirectConfiguration = .disallow
        configuration.timeout = .init(connect: .seconds(Self.connectSeconds), read: .milliseconds(Int64(silenceSeconds * 1000)))
        http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        self.sleep = sleep
        self.jitter = jitter
    }

    deinit { http.shutdown { _ in } }

    /// Sends the request when it is its turn and hands on what comes.
    func write(
        _ messages: [LanguageMessage], _ options: LanguageOptions, _ settings: RemoteLanguageModel.Settings,
        tell: @Sendable (LanguagePiece) -> Void
    ) async throws(LanguageModelError) {
        try await line.enter()
        defer { line.leave() }
        var exchange = CompletionExchange(http: http, settings: settings, messages: messages, options: options)
        var wait = Self.firstWaitSeconds
        for attempt in 1... {
            try breaker.admit()
            switch await exchange.attempt(tell: tell) {
            case .done(let usage):
                breaker.succeed()
                if let usage { meter.add(usage, to: settings.model) }
                return
            case .failed(let error):
                // What the service refuses says nothing against the service.
                if case .refused = error { breaker.succeed() } else { breaker.release(isFailure: error != .cancelled) }
                throw error
            case .passing(let error, let retryAfter):
                breaker.release(isFailure: true)
                guard attempt < settings.maximumTries else { throw error }
                do { try await sleep(min(retryAfter ?? wait * jitter(), Self.longestWaitSeconds)) } catch { throw .cancelled }
                wait *= 2
            case .withoutOption:
                breaker.succeed()
            }
        }
    }
}
