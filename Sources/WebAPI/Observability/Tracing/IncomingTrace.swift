import HTTPTypes
import Tracing

/// The trace that a request is a part of.
enum IncomingTrace {
    /// What the client's headers say, or nothing.
    static func context(of headers: HTTPFields) -> InstrumentationContext {
        var context = InstrumentationContext.topLevel
        InstrumentationSystem.instrument.extract(headers, into: &context, using: HeaderExtractor())
        return context
    }

    private struct HeaderExtractor: Instrumentation.Extractor {
        func extract(key: String, from headers: HTTPFields) -> String? {
            HTTPField.Name(key).flatMap { headers[$0] }
        }
    }
}
