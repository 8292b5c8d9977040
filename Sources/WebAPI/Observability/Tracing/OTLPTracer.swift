package import Tracing

/// Makes spans and hands finished ones to the exporter; carries the trace over HTTP (W3C Trace Context).
package struct OTLPTracer: Tracer {
    private let line: BoundedLine<FinishedSpan>
    private let dropped: CounterSeries

    init(line: BoundedLine<FinishedSpan>, dropped: CounterSeries) {
        self.line = line
        self.dropped = dropped
    }

    package func startSpan<Instant: TracerInstant>(
        _ operationName: String, context: @autoclosure () -> InstrumentationContext, ofKind kind: SpanKind,
        at instant: @autoclosure () -> Instant, function: String, file fileID: String, line sourceLine: UInt
    ) -> OTLPSpan {
        var context = context()
        let parent = context.trace
        let identity = parent?.child() ?? .new()
        context.trace = identity
        return OTLPSpan(
            name: operationName, context: context, identity: identity, parent: parent?.span, kind: kind,
            startNanoseconds: instant().nanosecondsSinceEpoch
        ) { [line, dropped] span in
            if span.isNoise { return }
            if !line.add(span) { dropped.add() }
        }
    }

    /// Finished spans are sent by the exporter, and the last of them when the service stops.
    package func forceFlush() {}

    package func inject<Carrier, Inject: Injector>(
        _ context: InstrumentationContext, into carrier: inout Carrier, using injector: Inject
    ) where Inject.Carrier == Carrier {
        guard let trace = context.trace else { return }
        injector.inject(trace.traceparent, forKey: "traceparent", into: &carrier)
        if let state = trace.state { injector.inject(state, forKey: "tracestate", into: &carrier) }
    }

    package func extract<Carrier, Extract: Instrumentation.Extractor>(
        _ carrier: Carrier, into context: inout InstrumentationContext, using extractor: Extract
    ) where Extract.Carrier == Carrier {
        guard let parent = extractor.extract(key: "traceparent", from: carrier) else { return }
        context.trace = TraceIdentity(traceparent: parent, tracestate: extractor.extract(key: "tracestate", from: carrier))
    }
}

extension FinishedSpan {
    /// Routes that supervisors ask every few seconds.
    private static let quietRoutes: Set = ["/health", "/health/live", "/health/ready", "/metrics"]

    /// A question of a supervisor that went well: a trace of each would hide all others.
    fileprivate var isNoise: Bool {
        guard kind == .server, parent == nil, !hasFailed, case .string(let route)? = attributes.get("http.route") else { return false }
        return Self.quietRoutes.contains(route)
    }
}
