/// What recognition brought to one page.
package struct PageRecognition: Hashable, Sendable, Codable {
    package enum Extent: String, Sendable, Codable {
        /// All of the page's text was recognised.
        case page
        /// Only pictures on it: the rest is the file's own text.
        case pictures
    }

    /// Font name of recognised text, whose real font nobody knows.
    package static let fontName = "recognised"

    /// Name of the engine that read the picture.
    package var engine: String
    package var extent: Extent
    /// Mean over the recognised characters, 0...1; 0 where none was found.
    package var confidence: Double
    /// Characters recognised, spaces not counted.
    package var characterCount: Int
    /// What the file itself offered as text of this page.
    package var fileCondition: TextCondition
    /// Share, 0...1, of the recognised words that the layer of an earlier recognition has as well; `nil` where the page has none.
    /// Which of the two readings the document has is told by `PageResult.condition`.
    package var layerAgreement: Double?

    package init(
        engine: String, extent: Extent, confidence: Double, characterCount: Int, fileCondition: TextCondition,
        layerAgreement: Double? = nil
    ) {
        self.engine = engine
        self.extent = extent
        self.confidence = confidence
        self.characterCount = characterCount
        self.fileCondition = fileCondition
        self.layerAgreement = layerAgreement
    }
}
