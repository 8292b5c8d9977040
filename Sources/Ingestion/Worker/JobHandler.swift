package import DocumentModel

/// Does the jobs of one kind.
package protocol JobHandler: Sendable {
    var kind: JobKind { get }

    /// Does the job, or what is left of it: every effect may have happened before, in an attempt that died. A cancelled task ends as
    /// soon as it can, with `stopped`, and leaves what a later attempt can go on from.
    func perform(_ job: JobRecord, meter: ProgressMeter) async throws(JobProblem) -> JobOutcome
}

/// What came of a job that was done, as JSON.
package enum JobOutcome: Hashable, Sendable {
    case completed(resultJSON: String)
    /// Some of it failed; the result says what.
    case partial(resultJSON: String)
}
