import DocumentModel
import Ingestion

/// The place where a command reads its documents, for as long as the command runs.
struct OpenRoom {
    let extractor: Extractor
    let recognition: RecognitionSetup
    private let pool: ChildPool?

    /// Opens the place, does the work, closes it. What goes wrong with the document is thrown as a sentence for people.
    ///
    /// - Parameters:
    ///   - recognition: `nil` for commands that recognise nothing.
    ///   - jobs: children at most.
    static func with<Outcome>(
        _ options: ReadingOptions, recognition: RecognitionOptions? = nil, jobs: Int, _ work: (OpenRoom) async throws -> Outcome
    ) async throws -> Outcome {
        do {
            let room = try OpenRoom(options, recognition, jobs: jobs)
            let result: Result<Outcome, any Error>
            do {
                result = .success(try await work(room))
            } catch {
                result = .failure(error)
            }
            await room.close()
            return try result.get()
        } catch let refusal as Refusal {
            throw CommandFailure(refusal)
        }
    }

    private init(_ options: ReadingOptions, _ recognitionOptions: RecognitionOptions?, jobs: Int) throws {
        let libraryPath = try PDFiumLocation.path()
        recognition = try recognitionOptions.map { try RecognitionSetup($0, jobs: jobs) } ?? .none
        if options.inProcess {
            pool = nil
            let room = try ReadingRoom.thisProcess(libraryPath: libraryPath, limits: options.limits)
            extractor = Extractor(room: room, recognizer: recognition.recognizer)
        } else {
            let command = ChildCommand(libraryPath: libraryPath, limits: options.limits)
            let pool = ChildPool(size: jobs, command: command) { Terminal.warn($0) }
            self.pool = pool
            extractor = Extractor(room: .children(pool), recognizer: recognition.recognizer)
        }
    }

    /// Ends and collects the children, so that their processor time counts as this program's.
    private func close() async {
        await pool?.shutDown()
    }
}
