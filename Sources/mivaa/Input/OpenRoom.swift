import DocumentModel
import Ingestion

/// The place where a command reads its documents, for as long as the command runs.
struct OpenRoom {
    let extractor: Extractor
    private let pool: ChildPool?

    /// - Parameter jobs: children at most.
    init(_ options: ReadingOptions, jobs: Int) throws {
        let libraryPath = try PDFiumLocation.path()
        if options.inProcess {
            pool = nil
            extractor = Extractor(room: try .thisProcess(libraryPath: libraryPath, limits: options.limits))
        } else {
            let command = ChildCommand(libraryPath: libraryPath, limits: options.limits)
            let pool = ChildPool(size: jobs, command: command) { Terminal.warn($0) }
            self.pool = pool
            extractor = Extractor(room: .children(pool))
        }
    }

    /// Ends and collects the children, so that their processor time counts as this program's.
    func close() async {
        await pool?.shutDown()
    }
}
