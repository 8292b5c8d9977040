import DocumentModel
import Ingestion

/// What `mivaa extract` was asked to make of every document.
struct ExtractionPlan: Sendable {
    var formats: [OutputFormat]
    var pages: PageSelection
    var images: ImagePlacement
    var writesProvenance: Bool
    /// `nil` for standard output.
    var outputFolder: String?
    var password: String?
    var fileLimitBytes: Int
    var recognition: RecognitionChoice

    /// Whether the pictures of figures have to be read from the file.
    var needsPictures: Bool { images != .none || formats.contains(.images) }
    /// Whether they are written to a folder.
    var writesPictures: Bool { images == .folder || formats.contains(.images) }
}
