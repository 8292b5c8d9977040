import CImages
import DocumentModel

struct JPEGCodec: ImageCodec {
    private let native = NativeCall(format: .jpeg)
    /// Of 8: what the inverse transform gives at little more cost than none. Other fractions are slow in libjpeg.
    private static let scales = [1, 2, 4, 8]

    func measures(of bytes: [UInt8]) throws(ImageReadingError) -> ImageMeasures {
        ImageMeasures(try measures(of: bytes, eighths: 8))
    }

    private func measures(of bytes: [UInt8], eighths: Int) throws(ImageReadingError) -> cimages_measures {
        try native.measures(bytes) { cimages_jpeg_measure($0, $1, Int32(eighths), &$2, &$3) }
    }

    func pixels(of bytes: [UInt8], measures: ImageMeasures, maximumSide: Int?) throws(ImageReadingError) -> (Bitmap, isDamaged: Bool) {
        let side = max(measures.width, measures.height)
        let eighths = maximumSide.flatMap { wanted in Self.scales.first { side * $0 / 8 >= wanted } } ?? 8
        let scaled = ImageMeasures(try self.measures(of: bytes, eighths: eighths))
        var isDamaged: Int32 = 0
        let bitmap = try native.bitmap(bytes, width: scaled.width, height: scaled.height, layout: scaled.layout) {
            cimages_jpeg_decode($0, $1, Int32(eighths), $2, $3, &isDamaged, &$4)
        }
        return (bitmap, isDamaged != 0)
    }
}

struct PNGCodec: ImageCodec {
    private let native = NativeCall(format: .png)

    func measures(of bytes: [UInt8]) throws(ImageReadingError) -> ImageMeasures {
        ImageMeasures(try native.measures(bytes) { cimages_png_measure($0, $1, &$2, &$3) })
    }

    func pixels(of bytes: [UInt8], measures: ImageMeasures, maximumSide: Int?) throws(ImageReadingError) -> (Bitmap, isDamaged: Bool) {
        let bitmap = try native.bitmap(bytes, width: measures.width, height: measures.height, layout: measures.layout) {
            cimages_png_decode($0, $1, $2, $3, &$4)
        }
        return (bitmap, false)
    }
}

struct WebPCodec: ImageCodec {
    private let native = NativeCall(format: .webp)

    func measures(of bytes: [UInt8]) throws(ImageReadingError) -> ImageMeasures {
        ImageMeasures(try native.measures(bytes) { cimages_webp_measure($0, $1, &$2, &$3) })
    }

    func pixels(of bytes: [UInt8], measures: ImageMeasures, maximumSide: Int?) throws(ImageReadingError) -> (Bitmap, isDamaged: Bool) {
        var (width, height) = (measures.width, measures.height)
        let side = max(width, height)
        if let maximumSide, maximumSide > 0, side > maximumSide, measures.frameCount == 1, measures.channels == 3 {
            (width, height) = (max(1, width * maximumSide / side), max(1, height * maximumSide / side))
        }
        let bitmap = try native.bitmap(bytes, width: width, height: height, layout: measures.layout) {
            cimages_webp_decode($0, $1, UInt32(width), UInt32(height), $2, $3, &$4)
        }
        return (bitmap, false)
    }
}

struct TIFFCodec: ImageCodec {
    private let native = NativeCall(format: .tiff)

    func measures(of bytes: [UInt8]) throws(ImageReadingError) -> ImageMeasures {
        let measures = try native.measures(bytes) { cimages_tiff_measure($0, $1, &$2, &$3) }
        return ImageMeasures(measures, orientation: ImageOrientation(rawValue: Int(measures.orientation)) ?? .upright)
    }

    func pixels(of bytes: [UInt8], measures: ImageMeasures, maximumSide: Int?) throws(ImageReadingError) -> (Bitmap, isDamaged: Bool) {
        let painted = try native.bitmap(bytes, width: measures.width, height: measures.height, layout: .rgba) {
            cimages_tiff_decode($0, $1, $2, $3, &$4)
        }
        return (painted.reduced(to: measures.layout), false)
    }
}

struct GIFCodec: ImageCodec {
    let pixelLimit: Int
    private let native = NativeCall(format: .gif)

    init(pixelLimit: Int) {
        self.pixelLimit = pixelLimit
    }

    func measures(of bytes: [UInt8]) throws(ImageReadingError) -> ImageMeasures {
        ImageMeasures(try native.measures(bytes) { cimages_gif_measure($0, $1, &$2, &$3) })
    }

    func pixels(of bytes: [UInt8], measures: ImageMeasures, maximumSide: Int?) throws(ImageReadingError) -> (Bitmap, isDamaged: Bool) {
        let canvas = try native.bitmap(bytes, width: measures.width, height: measures.height, layout: .rgba) {
            cimages_gif_decode($0, $1, UInt64(pixelLimit), $2, $3, &$4)
        }
        return (canvas.isOpaque ? canvas.reduced(to: .rgb) : canvas, false)
    }
}

extension Bitmap {
    /// Whether no pixel of an RGBA picture lets anything through.
    var isOpaque: Bool {
        stride(from: 3, to: pixels.count, by: 4).allSatisfy { pixels[$0] == 255 }
    }

    /// An RGBA picture without its last channels: without opacity, or gray taken from red where all colours are equal.
    func reduced(to layout: Layout) -> Bitmap {
        guard layout != self.layout else { return self }
        let kept = layout.bytesPerPixel
        let reduced = [UInt8](unsafeUninitializedCapacity: width * height * kept) { target, count in
            var to = 0
            for from in stride(from: 0, to: pixels.count, by: 4) {
                for channel in 0..<kept { target[to + channel] = pixels[from + channel] }
                to += kept
            }
            count = to
        }
        return Bitmap(width: width, height: height, layout: layout, pixels: reduced)
    }
}
