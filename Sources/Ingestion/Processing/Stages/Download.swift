import Backends
import DocumentModel
import Glibc

extension ProcessingRun {
    /// The document with its file fetched, looked at and stored.
    func download() async throws(JobProblem) -> DocumentRecord {
        guard let downloader = services.downloader, let url = document.sourceURL else {
            throw .forGood("PDF_DOWNLOAD_ERROR", "this service does not download documents")
        }
        let path = services.blobs.incomingPath()
        let fetched: DownloadedFile
        do throws(DownloadProblem) {
            let address = try DownloadProblem.address(url)
            fetched = try await downloader.download(address, to: path, downloadOptions ?? DownloadOptions()) { bytes, all in
                meter.advance(to: all.map { Double(bytes) / Double(max(1, $0)) } ?? 0)
            }
        } catch {
            throw JobProblem(error)
        }
        do throws(JobProblem) {
            return try await store(fetched, at: path)
        } catch {
            // What is not taken must not fill the disk until the next start.
            unlink(path)
            throw error
        }
    }

    private func store(_ fetched: DownloadedFile, at path: String) async throws(JobProblem) -> DocumentRecord {
        let findings = try await inspect(path)
        try await holdAgainstQuota(fetched.sizeBytes)
        let file = StoredFile(sizeBytes: fetched.sizeBytes, sha256: fetched.sha256, findings: findings)
        let stored = try await storing { () async throws(StoreError) in
            try await services.blobs.put(fileAt: path, at: .original(of: document))
            guard try await services.documents.setFile(file, of: document.id, at: services.clock.now()) else { return nil as DocumentRecord? }
            return try await services.documents.document(document.id, in: .workspace(document.workspace))
        }
        guard let stored else { throw .superseded }
        return stored
    }

    /// Its size was not known when it was taken in.
    private func holdAgainstQuota(_ bytes: Int64) async throws(JobProblem) {
        do throws(IntakeRefusal) {
            try await services.quotas?.allowance(of: document.workspace).admit(bytes: bytes)
        } catch {
            if case .store(let problem) = error { throw JobProblem(problem) }
            throw .forGood("QUOTA_EXCEEDED", "\(error)")
        }
    }

    private func inspect(_ path: String) async throws(JobProblem) -> [String] {
        do {
            let inspector = FileInspector(extractor: services.extractor, scanner: services.scanner)
            let inspection = try await inspector.inspect(try SourceFile(path: path), password: options.password)
            return try services.findings.judge(inspection.findings)
        } catch let refusal as Refusal {
            throw JobProblem(refusal)
        } catch {
            throw .forGood("PDF_VALIDATION_ERROR", "\(error)")
        }
    }
}
