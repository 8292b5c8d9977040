import DocumentModel
import Foundation
import Tracing

/// Carries the trace of the request that asked for a job to the worker that does it, in the job's payload.
enum JobTrace {
    private static let header = "traceparent"

    /// What a payload keeps in `trace`; `nil` when nobody traces.
    static var current: String? {
        guard let context = InstrumentationContext.current else { return nil }
        var carrier: [String: String] = [:]
        InstrumentationSystem.instrument.inject(context, into: &carrier, using: Carrier())
        return carrier[header]
    }

    /// The context that the job was asked for in; an empty one when its payload tells none.
    static func context(of job: JobRecord) -> InstrumentationContext {
        var context = InstrumentationContext.topLevel
        guard let payload = try? JSONDecoder().decode(Payload.self, from: Data(job.payloadJSON.utf8)), let trace = payload.trace else {
            return context
        }
        InstrumentationSystem.instrument.extract([header: trace], into: &context, using: Carrier())
        return context
    }

    private struct Payload: Decodable { var trace: String? }

    private struct Carrier: Injector, Instrumentation.Extractor {
        func extract(key: String, from carrier: [String: String]) -> String? { carrier[key] }
        func inject(_ value: String, forKey key: String, into carrier: inout [String: String]) { carrier[key] = value }
    }
}
