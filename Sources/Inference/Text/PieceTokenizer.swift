/// Cuts texts into the numbers a model reads.
package protocol PieceTokenizer: Sendable {
    /// Fills up the shorter texts of a batch; the model is told not to look at it.
    var padding: Int32 { get }

    /// The model's input for a text, start and end marks included; at most `limit` numbers, the rest of the text is not looked at.
    func encode(_ text: String, limit: Int) -> [Int32]
}

extension WordPieceTokenizer: PieceTokenizer {
    package var padding: Int32 { vocabulary.padding }
}

extension UnigramTokenizer: PieceTokenizer {
    package var padding: Int32 { model.unknown }
}
