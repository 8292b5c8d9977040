import ArgumentParser
import Backends
import DocumentModel
import ImageAnalysis
import ImageReading
import Inference
import Ingestion
import PDFReading

struct ImageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "image",
        abstract: "Tell what pictures are: format, quality, colours, kind, copies of one another, material.",
        discussion: "Reads JPEG, PNG, WebP, TIFF and GIF (the first picture of a file), decoded in confined child processes.")

    @Argument(help: ArgumentHelp("Picture files.", valueName: "file"))
    var inputs: [String]

    @Flag(help: "As JSON.")
    var json = false

    @Option(help: ArgumentHelp("Write a thumbnail of each picture to this folder: JPEG, or PNG where it can be seen through.", valueName: "dir"))
    var thumbnail: String?

    @Option(help: "Longest side of thumbnails in pixels.")
    var thumbnailSide = 256

    @Flag(help: "With JSON: the vector by which pictures are compared.")
    var embedding = false

    @Flag(inversion: .prefixedNo, help: "Say which material a picture shows, where the model for it is installed.")
    var material = true

    @Flag(help: "Read the text in the pictures.")
    var text = false

    @Option(help: ArgumentHelp("Labelled pictures to tell materials by: a folder with a folder for each label.", valueName: "dir"))
    var examples: String?

    @OptionGroup var reading: ReadingOptions

    /// Beyond, a thumbnail is the picture itself.
    private static let thumbnailSides = 16...4096

    func validate() throws {
        guard Self.thumbnailSides.contains(thumbnailSide) else { throw ValidationError("--thumbnail-side must be between 16 and 4096") }
        guard !inputs.isEmpty else { throw ValidationError("name at least one picture") }
    }

    func run() async throws {
        let reports = try await OpenRoom.with(reading, jobs: Terminal.coreCount) { room in
            let study = ImageStudy(
                thumbnails: thumbnailPlan, understanding: try await understanding(room), textReader: try text ? Self.textReader() : nil)
            return await study.reports(of: inputs, extractor: room.extractor, jobs: Terminal.coreCount)
        }
        let marked = ImageReport.withCopies(reports)
        Terminal.write(json ? try JSONText.of(marked) : marked.map(ImageReportText.text).joined(separator: "\n"))
        if marked.contains(where: { $0.error != nil }) { throw ExitCode(Mivaa.failureStatus) }
    }

    private static func textReader() throws -> any OCREngine {
        do {
            let runtime = try InferenceLocation.runtime()
            return try OCREngines.make(.standard, store: try InferenceLocation.store(), runtime: runtime, limits: OCRLimits())
        } catch let error as RecognitionError {
            throw CommandFailure("\(error)")
        }
    }

    private var thumbnailPlan: ThumbnailPlan? {
        thumbnail.map { ThumbnailPlan(folder: $0, side: thumbnailSide) }
    }

    /// Models are loaded only when something is asked of them; a missing one costs the material, not the measurements.
    private func understanding(_ room: OpenRoom) async throws -> ImageUnderstanding {
        guard embedding || material || examples != nil else { return .none }
        do {
            let labelled = try await examples.mapAsync { try await LabelledPictures.read(below: $0, room.extractor) } ?? []
            return try await ImageUnderstanding(wantsMaterial: material, showsVectors: embedding, examples: labelled)
        } catch let error as RecognitionError {
            if embedding || examples != nil { throw CommandFailure("\(error)") }
            Terminal.warn("materials are not told: \(error)")
            return .none
        }
    }
}

extension Optional {
    /// `map` with work that waits.
    fileprivate func mapAsync<Value>(_ transform: (Wrapped) async throws -> Value) async throws -> Value? {
        guard let self else { return nil }
        return try await transform(self)
    }
}
