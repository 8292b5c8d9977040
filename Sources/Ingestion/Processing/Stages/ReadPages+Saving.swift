import Backends
import DocumentModel

extension ProcessingRun {
    /// The pages, but for those that an earlier attempt had finished.
    func readPages(of file: SourceFile) async throws(JobProblem) -> ReadPages {
        let finished = try await savedLayouts()
        return try await saving { saver throws(Refusal) in
            try await extractor.readPages(
                of: file, password: options.password, pages: options.pages, recognition: options.recognitionChoice, finished: finished
            ) { page in
                saver.take(page)
                note(page)
            }
        }
    }

    /// The pages with the text of pictures.
    func recognize(_ pages: ReadPages, of file: SourceFile) async throws(JobProblem) -> ReadPages {
        let before = pages.pageCount - pages.unrecognized.count
        return try await saving { saver throws(Refusal) in
            await extractor.recognizePages(pages, of: file, password: options.password, recognition: options.recognitionChoice) { page in
                saver.take(page)
                note(page, before: before)
            }
        }
    }

    /// Runs the work with somebody beside it who stores the pages that it hands out, and ends when both have.
    private func saving(
        _ work: (PageSaver) async throws(Refusal) -> ReadPages
    ) async throws(JobProblem) -> ReadPages {
        let saver = PageSaver(document: document, services: services) { pages in
            for page in pages { await services.bus.publish(events.pageReady(page)) }
        }
        async let saving = saver.run()
        let result: Result<ReadPages, JobProblem>
        do throws(Refusal) {
            result = .success(try await work(saver))
        } catch {
            result = .failure(JobProblem(error))
        }
        saver.finish()
        let saved = await saving
        guard !Task.isCancelled else { throw .stopped }
        let pages = try result.get()
        try saved.get()
        return pages
    }

    /// Layouts that cannot be read, as a newer version wrote them otherwise, are read from the file again.
    private func savedLayouts() async throws(JobProblem) -> [PageLayout] {
        let saved = try await storing { () async throws(StoreError) in
            try await services.contents.savedLayouts(of: document.id, revision: document.revision)
        }
        return await OffThreads.run { saved.compactMap { try? PageLayout(wireBytes: $0.layout) } }
    }

    /// - Parameter before: pages that were done when the stage began.
    private func note(_ page: FinishedPage, before: Int = 0) {
        meter.pages(done: page.doneCount, of: page.pageCount)
        meter.advance(to: Double(page.doneCount - before) / Double(max(1, page.pageCount - before)))
    }

    var events: JobEvents { JobEvents(job, clock: services.clock) }
}
