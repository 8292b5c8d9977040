import Backends
import DocumentModel

/// What one picture may cost.
package struct OCRLimits: Hashable, Sendable {
    /// A page of A3 at 300 dpi has 17 million; more would take memory for nothing that recognition can see.
    package var pixels = 60_000_000
    /// Time for one picture; a page of dense print takes some seconds.
    package var seconds = 120.0
    /// Pictures read at the same time; each takes a thread and up to 600 MB.
    package var workers = 1

    package init() {}

    /// - Throws: `.unusableInput` for a picture that is empty or too large.
    func check(_ picture: Bitmap) throws(RecognitionError) {
        let count = picture.width * picture.height
        guard count > 0 else { throw .unusableInput("the picture has no pixels") }
        guard count <= pixels else { throw .unusableInput("the picture has \(count) pixels, more than the \(pixels) that are read") }
    }
}
