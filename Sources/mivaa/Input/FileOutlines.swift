import DocumentModel
import Ingestion
import Retrieval

/// Reads files of the command line as the parts that comparison, summaries and search for names work on.
enum FileOutlines {
    /// In the order of the arguments.
    static func read(
        _ arguments: [String], _ recognition: RecognitionOptions, _ reading: ReadingOptions
    ) async throws -> [DocumentOutline] {
        let password = try reading.password()
        return try await OpenRoom.with(reading, recognition: recognition, jobs: Terminal.coreCount) { room in
            var outlines: [DocumentOutline] = []
            for argument in arguments {
                let file = InputFile.single(argument)
                do throws(Refusal) {
                    let source = try file.open(limitBytes: reading.limits.fileSizeBytes)
                    let document = try await room.extractor.extract(
                        source, password: password, pages: .all, recognition: recognition.choice
                    ) { _, _ in }
                    for failure in document.failures { Terminal.warn("\(argument), page \(failure.page): \(failure.detail)") }
                    outlines.append(DocumentOutline(document, title: document.info.title ?? DocumentRecord.title(ofFile: file.relativePath)))
                } catch {
                    throw CommandFailure("\(argument): \(error.detail)", hint: CommandFailure(error).hint)
                }
            }
            return outlines
        }
    }
}
