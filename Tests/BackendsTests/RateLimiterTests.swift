import Backends
import DocumentModel
import Testing

@Suite("Rate limits in memory")
struct RateLimiterTests {
    private static let start = Timestamp(milliseconds: 1_800_000_000_000)

    @Test("the whole allowance may be used at once, then one request after each interval")
    func burstThenRate() async {
        let limiter = InMemoryRateLimiter()
        let allowance = RateAllowance(requests: 3, periodSeconds: 60)
        func take(_ seconds: Double) async -> RateDecision { await limiter.take("a", of: allowance, now: Self.start.adding(seconds: seconds)) }
        #expect(await take(0) == RateDecision(isAllowed: true, limit: 3, remaining: 2, resetSeconds: 20, retrySeconds: 0))
        #expect(await take(0).remaining == 1)
        #expect(await take(0).remaining == 0)
        #expect(await take(0) == RateDecision(isAllowed: false, limit: 3, remaining: 0, resetSeconds: 60, retrySeconds: 20))
        #expect(await take(19.999).isAllowed == false)
        #expect(await take(20).isAllowed)
        #expect(await take(20).isAllowed == false)
    }

    @Test("the time said in a refusal is enough, and a moment less is not", arguments: 0..<50)
    func retryTimeIsExact(seed: Int) async {
        var random = SeededGenerator(seed: UInt64(seed))
        let allowance = RateAllowance(requests: .random(in: 1...40, using: &random), periodSeconds: .random(in: 0.5...120, using: &random))
        let limiter = InMemoryRateLimiter()
        var now = Self.start
        for _ in 0..<200 {
            let decision = await limiter.take("a", of: allowance, now: now)
            guard !decision.isAllowed else {
                now = now.adding(seconds: .random(in: 0...0.2, using: &random))
                continue
            }
            let wait = Int64((decision.retrySeconds * 1000).rounded(.up))
            let early = Timestamp(milliseconds: now.milliseconds + wait - 2)
            if early > now { #expect(await limiter.take("a", of: allowance, now: early).isAllowed == false) }
            now = Timestamp(milliseconds: now.milliseconds + wait)
            #expect(await limiter.take("a", of: allowance, now: now).isAllowed)
        }
    }

    @Test("no window of time has more requests than the allowance and what is earned in it", arguments: 0..<40)
    func neverTooMany(seed: Int) async {
        var random = SeededGenerator(seed: UInt64(seed))
        let allowance = RateAllowance(requests: .random(in: 1...30, using: &random), periodSeconds: .random(in: 1...60, using: &random))
        let interval = allowance.periodSeconds / Double(allowance.requests)
        let limiter = InMemoryRateLimiter()
        var now = Self.start
        var allowed: [Timestamp] = []
        for _ in 0..<2000 {
            if await limiter.take("a", of: allowance, now: now).isAllowed { allowed.append(now) }
            // Bursts and pauses.
            if Bool.random(using: &random) { now = now.adding(seconds: .random(in: 0...(2 * interval), using: &random)) }
        }
        for first in allowed.indices {
            for last in first..<min(allowed.count, first + 200) {
                let seconds = allowed[last].seconds(since: allowed[first])
                #expect(last - first + 1 <= allowance.requests + Int((seconds / interval).rounded(.down)))
            }
        }
        #expect(allowed.count >= allowance.requests)
    }

    @Test("callers do not take from each other, and a restored one begins anew")
    func separateKeys() async {
        let limiter = InMemoryRateLimiter()
        let allowance = RateAllowance(requests: 1, periodSeconds: 60)
        #expect(await limiter.take("a", of: allowance, now: Self.start).isAllowed)
        #expect(await limiter.take("b", of: allowance, now: Self.start).isAllowed)
        #expect(await limiter.take("a", of: allowance, now: Self.start).isAllowed == false)
        await limiter.restore("a")
        #expect(await limiter.take("a", of: allowance, now: Self.start).isAllowed)
    }

    @Test("a clock that is set back locks nobody out for longer than one period")
    func clockSetBack() async {
        let limiter = InMemoryRateLimiter()
        let allowance = RateAllowance(requests: 2, periodSeconds: 10)
        _ = await limiter.take("a", of: allowance, now: Self.start.adding(seconds: 86_400))
        _ = await limiter.take("a", of: allowance, now: Self.start)
        let decision = await limiter.take("a", of: allowance, now: Self.start)
        #expect(decision.resetSeconds <= 10)
        #expect(await limiter.take("a", of: allowance, now: Self.start.adding(seconds: 10)).isAllowed)
    }

    @Test("callers whose allowance is whole again are forgotten first")
    func forgetsWhole() async {
        let limiter = InMemoryRateLimiter(mostKeys: 10)
        let allowance = RateAllowance(requests: 1, periodSeconds: 60)
        for number in 0..<9 { _ = await limiter.take("old\(number)", of: allowance, now: Self.start) }
        let later = Self.start.adding(seconds: 61)
        _ = await limiter.take("busy", of: allowance, now: later)
        _ = await limiter.take("new", of: allowance, now: later)
        #expect(limiter.keyCount == 2)
        #expect(await limiter.take("busy", of: allowance, now: later).isAllowed == false)
    }

    @Test("with every caller at work there are never more than the limit, and the busiest are not forgotten")
    func bounded() async {
        let limiter = InMemoryRateLimiter(mostKeys: 100)
        let allowance = RateAllowance(requests: 5, periodSeconds: 60)
        for _ in 0..<5 { _ = await limiter.take("busiest", of: allowance, now: Self.start) }
        for number in 0..<1000 {
            _ = await limiter.take("caller\(number)", of: allowance, now: Self.start)
            #expect(limiter.keyCount <= 100)
        }
        #expect(await limiter.take("busiest", of: allowance, now: Self.start).isAllowed == false)
    }

    @Test(
        "one network is one client",
        arguments: [
            ("192.0.2.7", "192.0.2.7"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"), ("2001:DB8:1:2::9", "2001:db8:1:2::/64"),
            ("2001:db8::1", "2001:db8:0:0::/64"), ("::1", "0:0:0:0::/64"), ("fe80::1%eth0", "fe80:0:0:0::/64"),
            ("::ffff:192.0.2.7", "::ffff:192.0.2.7"), ("", ""),
        ])
    func networks(address: String, network: String) {
        #expect(ClientNetwork.name(of: address) == network)
    }
}

/// SplitMix64: the same numbers on every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
