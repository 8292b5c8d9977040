package import DocumentModel

/// Bytes of a picture file to pixels. For use in a confined child: the libraries below are large and written in C.
package struct ImageDecoder: Sendable {
    private let limits: ExtractionLimits

    package init(limits: ExtractionLimits = .init()) {
        self.limits = limits
    }

    /// The first picture of the file, upright.
    ///
    /// - Parameter maximumSide: what the caller has use for, in pixels. JPEG and WebP are then decoded at a smaller size that is still
    ///   at least this; other formats come at full size. `nil` for full size.
    /// - Throws: before memory is taken for pixels when the header is beyond a limit.
    package func decode(_ bytes: [UInt8], maximumSide: Int? = nil) throws(ImageReadingError) -> DecodedImage {
        guard bytes.count <= limits.imageFileBytes else {
            throw .fileTooLarge(bytes: bytes.count, limit: limits.imageFileBytes)
        }
        guard let format = ImageFormat(bytes) else { throw .notAnImage }
        let codec = codec(for: format)
        let measures = try codec.measures(of: bytes)
        try check(measures, format)
        let (bitmap, isDamaged) = try codec.pixels(of: bytes, measures: measures, maximumSide: maximumSide)
        let orientation = measures.orientation ?? EXIFOrientation.find(in: bytes, format: format)
        let isTurned = orientation.swapsSides
        return DecodedImage(
            format: format, width: isTurned ? measures.height : measures.width, height: isTurned ? measures.width : measures.height,
            frameCount: measures.frameCount, orientation: orientation.rawValue, isDamaged: isDamaged, bitmap: bitmap.turned(by: orientation))
    }

    private func check(_ measures: ImageMeasures, _ format: ImageFormat) throws(ImageReadingError) {
        let (width, height) = (measures.width, measures.height)
        guard width > 0, height > 0 else { throw .empty(format) }
        guard max(width, height) <= limits.imageSidePixels else {
            throw .sideTooLong(pixels: max(width, height), limit: limits.imageSidePixels)
        }
        // No overflow: both sides are within a limit.
        guard width * height <= limits.imagePixels else {
            throw .tooManyPixels(width: width, height: height, limit: limits.imagePixels)
        }
    }

    private func codec(for format: ImageFormat) -> any ImageCodec {
        switch format {
        case .jpeg: JPEGCodec()
        case .png: PNGCodec()
        case .webp: WebPCodec()
        case .tiff: TIFFCodec()
        case .gif: GIFCodec(pixelLimit: limits.imagePixels)
        }
    }
}

/// What a header says.
struct ImageMeasures: Hashable {
    var width: Int
    var height: Int
    var channels: Int
    var frameCount: Int
    /// `nil` where it has to be looked for in EXIF.
    var orientation: ImageOrientation?
}

/// One library. Neither call keeps anything.
protocol ImageCodec {
    func measures(of bytes: [UInt8]) throws(ImageReadingError) -> ImageMeasures
    /// The pixels as stored, and whether some are guesses. Called only with measures that are within the limits.
    func pixels(of bytes: [UInt8], measures: ImageMeasures, maximumSide: Int?) throws(ImageReadingError) -> (Bitmap, isDamaged: Bool)
}
