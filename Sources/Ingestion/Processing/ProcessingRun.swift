import Backends
import DocumentModel

/// One attempt to process one document.
struct ProcessingRun: Sendable {
    let services: ProcessingServices
    let job: JobRecord
    let document: DocumentRecord
    let options: ProcessingOptions
    let downloadOptions: DownloadOptions?
    let meter: ProgressMeter

    /// The whole way from an address or a stored file to contents that can be read. What a stage finishes is stored by it where that
    /// spares a later attempt the work; all of it becomes visible at once in the last one.
    func run() async throws(JobProblem) -> JobOutcome {
        meter.plan(ProcessingStage.allCases.map { (name: $0.rawValue, weight: $0.weight) })
        let stored = try await stage(.download, if: document.sha256 == nil, else: document) { () async throws(JobProblem) in
            try await download()
        }
        return try await ProcessingRun(
            services: services, job: job, document: stored, options: options, downloadOptions: downloadOptions, meter: meter
        ).process()
    }

    private func process() async throws(JobProblem) -> JobOutcome {
        let file = try await stage(.validate) { () async throws(JobProblem) in try await openOriginal() }
        let pages = try await stage(.read) { () async throws(JobProblem) in try await readPages(of: file) }
        let recognized = try await stage(.recognize, if: !pages.unrecognized.isEmpty, else: pages) { () async throws(JobProblem) in
            try await recognize(pages, of: file)
        }
        let whole = try await stage(.assemble) { () async throws(JobProblem) in try await assemble(recognized) }
        let rendered = try await stage(.render) { () async throws(JobProblem) in try await render(whole) }
        let pictures = try await stage(.images, if: options.extractImages, else: StoredPictures()) { () async throws(JobProblem) in
            try await storePictures(of: rendered.whole, from: file)
        }
        return try await stage(.store) { () async throws(JobProblem) in try await publish(rendered, pictures) }
    }

    private func stage<Outcome>(
        _ stage: ProcessingStage, if isNeeded: Bool = true, else unchanged: Outcome? = nil,
        _ work: () async throws(JobProblem) -> Outcome
    ) async throws(JobProblem) -> Outcome {
        if !isNeeded, let unchanged {
            skip(stage)
            return unchanged
        }
        guard !Task.isCancelled else { throw .stopped }
        meter.begin(stage.rawValue)
        do throws(JobProblem) {
            let outcome = try await measured(stage.rawValue, [:], work)
            meter.end(stage.rawValue, as: .completed)
            return outcome
        } catch {
            meter.end(stage.rawValue, as: .failed)
            throw Task.isCancelled ? .stopped : error
        }
    }

    private func skip(_ stage: ProcessingStage) {
        meter.end(stage.rawValue, as: .skipped)
    }

    /// Of the options' quality.
    var extractor: Extractor { options.quality == .fast ? services.quickExtractor : services.extractor }

    /// A call of a store as a part of the job.
    func storing<Outcome>(_ work: () async throws(StoreError) -> Outcome) async throws(JobProblem) -> Outcome {
        do throws(StoreError) {
            return try await work()
        } catch {
            throw JobProblem(error)
        }
    }
}
