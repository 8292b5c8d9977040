package import Backends

extension [Float] {
    /// The vector at length 1.
    /// - Throws: `.failed` when it has no direction.
    package func normalized() throws(RecognitionError) -> [Float] {
        let length = reduce(0) { $0 + $1 * $1 }.squareRoot()
        guard length > 0, length.isFinite else { throw .failed("the model gave a vector without direction") }
        return map { $0 / length }
    }
}
