package import DocumentModel

/// A page's invisible text layer against a fresh recognition of its picture: which of the two to believe.
package struct LayerComparison: Sendable {
    /// Share, 0...1, of the words recognised with certainty that the layer has as well.
    package let agreement: Double
    /// Whether the layer is at least as good as the recognition.
    package let keepsLayer: Bool

    /// Lines from this confidence on are certain.
    private static let certain = 0.9
    /// A layer that has this share of the certain words has surely the others too: it was corrected, or made by a good engine.
    private static let soundLayer = 0.97
    /// Below this mean confidence the recognition has no right to correct anybody.
    private static let leastConfidence = 0.75
    /// A recognition with fewer of the layer's characters than this share has missed parts of the page.
    private static let leastText = 0.6

    package init(layer: PageLayout, recognized: RecognizedText) {
        let text = layer.blocks.reduce(into: "") { $0 += $1.plainText + " " }
        var stock: [Substring: Int] = [:]
        for word in Self.words(text) { stock[word, default: 0] += 1 }
        var total = 0, found = 0
        for line in recognized.lines where line.confidence >= Self.certain {
            for word in Self.words(line.text) {
                total += 1
                guard let left = stock[word], left > 0 else { continue }
                stock[word] = left - 1
                found += 1
            }
        }
        agreement = total > 0 ? Double(found) / Double(total) : 1
        let characters = text.unicodeScalars.count { !$0.properties.isWhitespace }
        keepsLayer =
            agreement >= Self.soundLayer || recognized.confidence < Self.leastConfidence
            || Double(recognized.characterCount) < Self.leastText * Double(characters)
    }

    /// Letters and figures in small letters, as both readings may set case, quotes and spaces around signs apart.
    private static func words(_ text: String) -> [Substring] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }
    }
}

extension LayoutBlock {
    fileprivate var plainText: String {
        switch content {
        case .text(let lines): lines.map(\.text).joined(separator: " ")
        case .table(let table): table.cells.map(\.spans.text).joined(separator: " ")
        case .figure(let figure): figure.labels.text
        }
    }
}
