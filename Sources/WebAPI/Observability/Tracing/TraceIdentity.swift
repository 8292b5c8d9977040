import Tracing

/// Which span of which trace (W3C Trace Context).
package struct TraceIdentity: Hashable, Sendable {
    /// 32 hexadecimal digits.
    package var trace: String
    /// 16 hexadecimal digits.
    package var span: String
    /// Whether the trace is recorded; decided where it begins.
    package var isSampled: Bool
    /// What other systems carry along; passed on as it came.
    var state: String?

    /// A new trace.
    static func new() -> TraceIdentity {
        TraceIdentity(trace: digits() + digits(), span: digits(), isSampled: true)
    }

    /// Another span of the same trace.
    func child() -> TraceIdentity {
        var child = self
        child.span = Self.digits()
        return child
    }

    /// 16 random ones, never all zero.
    private static func digits() -> String {
        let number = UInt64.random(in: 1...UInt64.max)
        let text = String(number, radix: 16)
        return String(repeating: "0", count: 16 - text.count) + text
    }
}

extension TraceIdentity {
    /// What a caller's header says; `nil` when it is not well-formed, which begins a new trace.
    init?(traceparent: String, tracestate: String?) {
        let fields = traceparent.split(separator: "-", omittingEmptySubsequences: false)
        guard fields.count >= 4, Self.isHexadecimal(fields[0], 2), fields[0] != "ff", fields[0] != "00" || fields.count == 4,
            Self.isHexadecimal(fields[1], 32), Self.isHexadecimal(fields[2], 16), Self.isHexadecimal(fields[3], 2),
            fields[1].contains(where: { $0 != "0" }), fields[2].contains(where: { $0 != "0" }), let flags = UInt8(fields[3], radix: 16)
        else { return nil }
        trace = String(fields[1])
        span = String(fields[2])
        isSampled = flags & 1 == 1
        state = tracestate.flatMap { $0.utf8.count <= Self.mostStateBytes ? $0 : nil }
    }

    /// The standard asks for at least this much to be passed on; more is not.
    private static let mostStateBytes = 512

    var traceparent: String { "00-\(trace)-\(span)-\(isSampled ? "01" : "00")" }

    private static func isHexadecimal(_ text: Substring, _ count: Int) -> Bool {
        text.utf8.count == count && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}

/// Under which the present span is carried along.
enum TraceKey: InstrumentationContextKey {
    typealias Value = TraceIdentity
    static var nameOverride: String? { "mivaa-trace" }
}

extension InstrumentationContext {
    package var trace: TraceIdentity? {
        get { self[TraceKey.self] }
        set { self[TraceKey.self] = newValue }
    }
}
