extension [Float] {
    /// Sum of the products of what stands at the same place.
    package func dot(_ other: [Float]) -> Float {
        zip(self, other).reduce(0) { $0 + $1.0 * $1.1 }
    }

    /// Cosine of two vectors of length 1.
    package func cosine(to other: [Float]) -> Float { dot(other) }
}
