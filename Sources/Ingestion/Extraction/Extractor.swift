package import DocumentModel
package import ImageReading
import LayoutAnalysis

/// From a file to a document: opens it, reads its pages wherever there is room, and puts the document together.
package struct Extractor: Sendable {
    /// Pages that justify one more reader: opening the document again must be small beside reading them.
    private static let pagesPerReader = 20

    let room: ReadingRoom
    private let recognizer: Recognizer?

    /// - Parameter recognizer: reads pages that are pictures; without it, they stay as they are.
    package init(room: ReadingRoom, recognizer: Recognizer? = nil) {
        self.room = room
        self.recognizer = recognizer
    }

    /// The document; pages that cannot be read are among its failures.
    ///
    /// - Parameters:
    ///   - recognition: has no effect without a recognizer.
    ///   - onProgress: called after every page with pages done and pages to do, from any thread.
    /// - Throws: when the file cannot be opened at all.
    package func extract(
        _ source: SourceFile, password: String? = nil, pages: PageSelection = .all,
        recognition: RecognitionChoice = RecognitionChoice(.auto),
        onProgress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
    ) async throws(Refusal) -> Document {
        try await measured("extract") { () async throws(Refusal) in
            let read = try await readPages(of: source, password: password, pages: pages, recognition: recognition) { page in
                onProgress(page.doneCount, page.pageCount)
            }
            let done = await recognizePages(read, of: source, password: password, recognition: recognition) { page in
                onProgress(page.doneCount, page.pageCount)
            }
            return await measured("assemble") { Self.assemble(done) }
        }
    }

    /// The document that the pages make.
    package static func assemble(_ pages: ReadPages) -> Document {
        DocumentAssembler.assemble(info: pages.info, pages: pages.layouts, failures: pages.failures)
    }

    /// Reads the pages. Of a task that is cancelled, the result lacks pages.
    ///
    /// - Parameters:
    ///   - recognition: which pages are kept back for `recognizePages`; none without a recognizer.
    ///   - finished: layouts of an earlier attempt: these pages are not read again.
    ///   - onPage: called after every page that is done, from any thread; not for those that are kept back.
    /// - Throws: when the file cannot be opened at all.
    package func readPages(
        of source: SourceFile, password: String? = nil, pages: PageSelection = .all,
        recognition: RecognitionChoice = RecognitionChoice(.auto), finished: [PageLayout] = [],
        onPage: @escaping @Sendable (FinishedPage) -> Void = { _ in }
    ) async throws(Refusal) -> ReadPages {
        let mode = recognizer == nil ? .never : recognition.mode
        return try await Reading(
            room: room, source: source, password: password, needsRecognition: { RecognitionNeed(of: $0, mode: mode) != .nothing },
            onPage: onPage
        ).pages(pages, finished: finished, pagesPerReader: Self.pagesPerReader)
    }

    /// Recognises the pages that were kept back. Of a task that is cancelled, the result has failures for them.
    package func recognizePages(
        _ pages: ReadPages, of source: SourceFile, password: String? = nil, recognition: RecognitionChoice = RecognitionChoice(.auto),
        onPage: @escaping @Sendable (FinishedPage) -> Void = { _ in }
    ) async -> ReadPages {
        guard let recognizer, !pages.unrecognized.isEmpty else { return pages }
        let collection = PageCollection(
            PagePlan([]), finished: (pages.layouts, pages.failures), pageCount: pages.pageCount, onPage: onPage)
        await RecognitionPass(
            recognizer: recognizer, choice: recognition, room: room, source: source, password: password, waiting: pages.unrecognized,
            collection: collection
        ).run()
        return collection.results(info: pages.info)
    }

    /// Opens the file and does one piece of work with it on one reader.
    package func read<Outcome: Sendable>(
        _ source: SourceFile, password: String? = nil,
        _ work: @escaping @Sendable (any DocumentSession, DocumentInfo) throws(Refusal) -> Outcome
    ) async throws(Refusal) -> Outcome {
        try await use(source, password: password) { session throws(Refusal) in
            let info = try session.open()
            return try work(session, info)
        }
    }

    /// The file as a picture (JPEG, PNG, WebP, TIFF, GIF), upright, with no side longer than `maximumSide` pixels; `nil` for full size.
    package func decodeImage(_ source: SourceFile, maximumSide: Int? = nil) async throws(Refusal) -> DecodedImage {
        try await use(source, password: nil) { session throws(Refusal) in try session.decodedImage(maximumSide: maximumSide) }
    }

    private func use<Outcome: Sendable>(
        _ source: SourceFile, password: String?, _ work: @escaping @Sendable (any DocumentSession) throws(Refusal) -> Outcome
    ) async throws(Refusal) -> Outcome {
        let reader = await room.reader(of: source, password: password)
        let result: Result<Outcome, Refusal>
        do throws(Refusal) {
            result = .success(try await reader.perform { session throws(Refusal) in try work(session) })
        } catch {
            result = .failure(error)
        }
        await room.release(reader)
        return try result.get()
    }
}

/// The reading of one document by one or more readers.
private struct Reading {
    let room: ReadingRoom
    let source: SourceFile
    let password: String?
    let needsRecognition: @Sendable (PageLayout) -> Bool
    let onPage: @Sendable (FinishedPage) -> Void

    func pages(_ selection: PageSelection, finished: [PageLayout], pagesPerReader: Int) async throws(Refusal) -> ReadPages {
        let reader = await room.reader(of: source, password: password)
        let info: DocumentInfo
        do throws(Refusal) {
            info = try await measured("open") { () async throws(Refusal) in
                try await reader.perform { session throws(Refusal) in try session.open() }
            }
        } catch {
            await room.release(reader)
            throw error
        }
        let runs = selection.runs(pageCount: info.pageCount)
        let known = finished.filter { layout in runs.contains { $0.contains(layout.page.number) } }
        let plan = PagePlan(runs, without: Set(known.map(\.page.number)))
        let collection = PageCollection(
            plan, finished: (known, []), pageCount: runs.reduce(0) { $0 + $1.count }, needsRecognition: needsRecognition, onPage: onPage)
        await withTaskCancellationHandler {
            await read(collection, by: reader, pagesPerReader: pagesPerReader)
        } onCancel: {
            collection.stop()
        }
        return collection.results(info: info)
    }

    private func read(_ collection: PageCollection, by reader: DocumentReader, pagesPerReader: Int) async {
        await withTaskGroup(of: Void.self) { helpers in
            var readerCount = 1
            while let run = collection.nextRun(readerCount: readerCount) {
                while collection.remainingCount >= pagesPerReader * readerCount,
                    let helper = await room.spareReader(of: source, password: password)
                {
                    readerCount += 1
                    helpers.addTask { [readerCount] in await help(with: helper, collection, readerCount: readerCount) }
                }
                await read(run, with: reader, into: collection)
            }
            await room.release(reader)
        }
    }

    private func help(with reader: DocumentReader, _ collection: PageCollection, readerCount: Int) async {
        while let run = collection.nextRun(readerCount: readerCount) {
            await read(run, with: reader, into: collection)
        }
        await room.release(reader)
    }

    /// Failures are among what is collected: this cannot fail.
    private func read(_ run: Range<Int>, with reader: DocumentReader, into collection: PageCollection) async {
        try? await measured("read_pages", ["first_page": run.lowerBound, "pages": run.count]) { () async throws(Refusal) in
            try await reader.perform { session throws(Refusal) in
                session.readLayouts(of: run) { collection.add($0) }
            }
        }
    }
}
