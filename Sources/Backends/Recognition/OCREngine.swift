package import DocumentModel

/// Reads text in pictures.
///
/// Implementations take any number of calls at the same time and bound their own memory and threads.
package protocol OCREngine: Sendable {
    /// Name and version for reports: "pp-ocrv6-small".
    var name: String { get }

    /// The text in the picture; no lines when there is none to be found.
    /// - Throws: `RecognitionError`; a cancelled task throws `.cancelled`.
    func recognize(_ picture: Bitmap, options: OCROptions) async throws(RecognitionError) -> RecognizedText
}

/// What a caller knows about the picture.
package struct OCROptions: Hashable, Sendable {
    /// BCP 47 tags of the languages to expect, the likeliest first; empty for any.
    package var languages: [String] = []
    /// Finds out by itself whether the picture stands on its side or on its head; otherwise it is taken as upright.
    package var detectsOrientation = true

    package init() {}
}
