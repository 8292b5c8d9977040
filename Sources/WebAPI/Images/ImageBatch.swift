import Backends
import DocumentModel

/// Pictures of one request, looked at a few at a time.
struct ImageBatch: Sendable {
    enum Item: Sendable {
        /// Kept until it has been looked at: the file on disk goes with it.
        case file(StagedFile)
        case stored(String)
    }

    let items: [Item]
    /// Whether the first failure is the answer of the whole request.
    let isStoppedByFailure: Bool
    let look: @Sendable (Item) async throws -> ImageAnalysis

    func run(as name: String, atOnce: Int) async throws -> ImageBatchReply {
        let begin = ContinuousClock.now
        let results = try await items.indices.concurrentMap(atOnce: atOnce) { index in try await result(of: index) }
        return reply(name, results, seconds: (ContinuousClock.now - begin) / .seconds(1))
    }

    private func result(of index: Int) async throws -> ImageBatchReply.Result {
        let begin = ContinuousClock.now
        var result = ImageBatchReply.Result(imageIndex: index, status: "success", processingTimeMs: 0)
        switch items[index] {
        case .file(let file): result.filename = file.filename
        case .stored(let id): result.imageId = id
        }
        do {
            let analysis = try await look(items[index])
            result.analysisResults = analysis.analysisResults
            result.result = analysis
        } catch {
            guard !Task.isCancelled else { throw error }
            var known = APIError(error)
            known.details["image_index"] = .integer(Int64(index))
            if isStoppedByFailure { throw known }
            (result.status, result.errorMessage, result.errorCode) = ("failed", known.message, known.code.rawValue)
        }
        result.processingTimeMs = (ContinuousClock.now - begin) / .milliseconds(1)
        return result
    }

    private func reply(_ name: String, _ results: [ImageBatchReply.Result], seconds: Double) -> ImageBatchReply {
        let failed = results.count { $0.status == "failed" }
        return ImageBatchReply(
            batchId: name, totalImages: items.count, processedCount: results.count - failed, completedCount: results.count - failed,
            failedCount: failed, results: results, totalProcessingTime: seconds, totalProcessingTimeMs: seconds * 1000,
            averageTimePerImageMs: seconds * 1000 / Double(max(1, items.count)))
    }
}
