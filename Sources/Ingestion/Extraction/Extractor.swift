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
        let mode = recognizer == nil ? .never : recognition.mode
        let reading = Reading(room: room, source: source, password: password) { RecognitionNeed(of: $0, mode: mode) != .nothing }
        let (info, collection) = try await reading.pages(pages, onProgress: onProgress, pagesPerReader: Self.pagesPerReader)
        if let recognizer {
            await RecognitionPass(
                recognizer: recognizer, choice: recognition, room: room, source: source, password: password, collection: collection
            ).run()
        }
        let (layouts, failures) = collection.results()
        return DocumentAssembler.assemble(info: info, pages: layouts, failures: failures)
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

    func pages(
        _ selection: PageSelection, onProgress: @escaping @Sendable (Int, Int) -> Void, pagesPerReader: Int
    ) async throws(Refusal) -> (DocumentInfo, PageCollection) {
        let reader = await room.reader(of: source, password: password)
        let info: DocumentInfo
        do throws(Refusal) {
            info = try await reader.perform { session throws(Refusal) in try session.open() }
        } catch {
            await room.release(reader)
            throw error
        }
        let collection = PageCollection(
            PagePlan(selection.runs(pageCount: info.pageCount)), needsRecognition: needsRecognition, onProgress: onProgress)
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
        return (info, collection)
    }

    private func help(with reader: DocumentReader, _ collection: PageCollection, readerCount: Int) async {
        while let run = collection.nextRun(readerCount: readerCount) {
            await read(run, with: reader, into: collection)
        }
        await room.release(reader)
    }

    /// Failures are among what is collected: this cannot fail.
    private func read(_ run: Range<Int>, with reader: DocumentReader, into collection: PageCollection) async {
        try? await reader.perform { session throws(Refusal) in
            session.readLayouts(of: run) { collection.add($0) }
        }
    }
}
