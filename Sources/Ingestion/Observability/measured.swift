import Metrics
import Tracing

/// Does one step of the work and writes down how long it took: as a span of the trace, and in `mivaa_stage_duration_seconds`.
///
/// - Parameters:
///   - stage: its name, of which there are few: "read_pages".
///   - context: what it is a part of; the present span unless it is told.
///   - numbers: what the span tells besides. Numbers, so that no text of a document can be among it.
func measured<Outcome, Failure: Error>(
    _ stage: String, in context: InstrumentationContext? = nil, _ numbers: [String: Int] = [:], _ work: () async throws(Failure) -> Outcome
) async throws(Failure) -> Outcome {
    let begin = ContinuousClock.now
    let result: Result<Outcome, Failure> = await withSpan(stage, context: context ?? .current ?? .topLevel) { span in
        for (name, number) in numbers { span.attributes["mivaa.\(name)"] = number }
        do throws(Failure) {
            return .success(try await work())
        } catch {
            span.setStatus(SpanStatus(code: .error))
            return .failure(error)
        }
    }
    Timer(label: "mivaa_stage_duration_seconds", dimensions: [("stage", stage)]).record(duration: ContinuousClock.now - begin)
    return try result.get()
}
