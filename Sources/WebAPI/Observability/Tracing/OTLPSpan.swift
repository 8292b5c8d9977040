import Synchronization
package import Tracing

/// A step of the work while it goes on. A class because a span is one thing that many look at.
package final class OTLPSpan: Tracing.Span, Sendable {
    private struct State {
        var name: String
        var attributes: SpanAttributes = [:]
        var events: [SpanEvent] = []
        var links: [SpanLink] = []
        var status: SpanStatus?
        var hasEnded = false
    }

    /// Of each span at most: what is more says nothing that a person would read.
    private static let mostEvents = 32

    package let context: InstrumentationContext
    private let identity: TraceIdentity
    private let parent: String?
    private let kind: SpanKind
    private let startNanoseconds: UInt64
    private let state: Mutex<State>
    private let onEnd: @Sendable (FinishedSpan) -> Void

    init(
        name: String, context: InstrumentationContext, identity: TraceIdentity, parent: String?, kind: SpanKind, startNanoseconds: UInt64,
        onEnd: @escaping @Sendable (FinishedSpan) -> Void
    ) {
        self.context = context
        self.identity = identity
        self.parent = parent
        self.kind = kind
        self.startNanoseconds = startNanoseconds
        self.onEnd = onEnd
        state = Mutex(State(name: name))
    }

    package var isRecording: Bool { identity.isSampled && !state.withLock { $0.hasEnded } }

    package var operationName: String {
        get { state.withLock { $0.name } }
        set { state.withLock { $0.name = newValue } }
    }

    package var attributes: SpanAttributes {
        get { state.withLock { $0.attributes } }
        set { state.withLock { $0.attributes = newValue } }
    }

    package func setStatus(_ status: SpanStatus) { state.withLock { $0.status = status } }

    package func addEvent(_ event: SpanEvent) {
        state.withLock { state in
            if state.events.count < Self.mostEvents { state.events.append(event) }
        }
    }

    package func addLink(_ link: SpanLink) {
        state.withLock { state in
            if state.links.count < Self.mostEvents { state.links.append(link) }
        }
    }

    /// The kind of the error only: its words may be those of a document.
    package func recordError<Instant: TracerInstant>(
        _ error: any Error, attributes: SpanAttributes, at instant: @autoclosure () -> Instant
    ) {
        var attributes = attributes
        attributes["exception.type"] = ErrorKind.of(error)
        addEvent(SpanEvent(name: "exception", at: instant(), attributes: attributes))
        setStatus(SpanStatus(code: .error))
    }

    package func end<Instant: TracerInstant>(at instant: @autoclosure () -> Instant) {
        let ended: State? = state.withLock { state in
            guard !state.hasEnded else { return nil }
            state.hasEnded = true
            return state
        }
        guard let ended, identity.isSampled else { return }
        onEnd(
            FinishedSpan(
                name: ended.name, identity: identity, parent: parent, kind: kind, startNanoseconds: startNanoseconds,
                endNanoseconds: max(startNanoseconds, instant().nanosecondsSinceEpoch), attributes: ended.attributes, events: ended.events,
                links: ended.links, hasFailed: ended.status?.code == .error))
    }
}

/// A step of the work that is over.
struct FinishedSpan: Sendable {
    var name: String
    var identity: TraceIdentity
    /// Digits of the span that it is a part of; `nil` for the first of a trace.
    var parent: String?
    var kind: SpanKind
    var startNanoseconds: UInt64
    var endNanoseconds: UInt64
    var attributes: SpanAttributes
    var events: [SpanEvent]
    var links: [SpanLink]
    var hasFailed: Bool
}
