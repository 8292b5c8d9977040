package import DocumentModel

/// Everything that pixels alone tell of a picture.
package struct ImageFacts: Hashable, Sendable, Codable {
    package var quality: ImageQuality
    /// The most frequent first.
    package var colors: [DominantColor]
    package var fingerprint: Fingerprint
    package var kind: KindGuess
    /// What the kind was told by.
    package var features: KindFeatures

    package static func of(_ picture: Bitmap) -> ImageFacts {
        let features = KindFeatures(picture)
        return ImageFacts(
            quality: .of(picture), colors: DominantColors.of(picture), fingerprint: Fingerprint(picture),
            kind: KindRules.kind(of: features), features: features)
    }
}
