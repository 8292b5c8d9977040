import Backends
import DocumentModel

extension ProcessingRun {
    /// The stored file, whose bytes are those that were accepted.
    func openOriginal() async throws(JobProblem) -> SourceFile {
        let file: SourceFile
        do {
            file = try await services.blobs.withFile(of: .original(of: document)) { path in try SourceFile(path: path) }
        } catch let error as StoreError {
            throw JobProblem(error)
        } catch let refusal as Refusal {
            throw JobProblem(refusal)
        } catch {
            throw .forNow("PDF_STORAGE_ERROR", "\(error)")
        }
        let result = await OffThreads.run { Result { () throws(Refusal) in try file.digest() } }
        let digest: (sizeBytes: Int64, sha256: String)
        do throws(Refusal) {
            digest = try result.get()
        } catch {
            throw JobProblem(error)
        }
        guard digest.sizeBytes == document.sizeBytes, document.sha256.map({ $0 == digest.sha256 }) ?? true else {
            throw JobProblem(StoreError.corrupt("the original of \(document.id) is not what was accepted"))
        }
        return file
    }
}
