/// How much time text recognition may take for how few errors.
package enum OCRQuality: String, Hashable, Sendable, CaseIterable {
    /// Fewest errors.
    case standard
    /// About a quarter of the time.
    case fast
}
