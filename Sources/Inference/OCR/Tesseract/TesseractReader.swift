import Backends
import CTesseract
import DocumentModel

/// Reads a page's text with Tesseract in one set of languages, one page at a time.
///
/// A class because it owns native memory.
final class TesseractReader {
    /// Tesseract wants to know how large letters may be; a wrong guess costs nothing between 70 and 300.
    private static let dpi: Int32 = 150

    private let reader: OpaquePointer

    /// - Parameter languages: Tesseract's own names, "ell+eng".
    init(library: TesseractLibrary, languages: String) throws(RecognitionError) {
        guard let reader = mivaa_tesseract_open(library.folder, languages) else {
            throw .missing(what: "Tesseract's data for \(languages)", install: TesseractLibrary.installCommand)
        }
        self.reader = reader
    }

    deinit { mivaa_tesseract_close(reader) }

    /// The lines of an upright page.
    func lines(in picture: PixelGrid, limit: RunLimit) throws(RecognitionError) -> [RecognizedLine] {
        try limit.check()
        let gathering = Gathering(limit: limit)
        // The gathering outlives the call, which is the only time that the pointer is used.
        let context = Unmanaged.passUnretained(gathering).toOpaque()
        let isRead = picture.luminance.withUnsafeBufferPointer { pixels in
            mivaa_tesseract_read(
                reader, pixels.baseAddress, Int32(clamping: picture.width), Int32(clamping: picture.height), Self.dpi, context,
                { context, _ in Gathering.of(context)?.isOver ?? true }, { context, symbol in Gathering.of(context)?.add(symbol) })
        }
        try limit.check()
        guard isRead else { throw .failed("Tesseract could not read the picture") }
        return gathering.lines
    }

    /// What Tesseract tells, symbol by symbol; a class because C carries a pointer to it.
    private final class Gathering {
        private let limit: RunLimit
        private var symbols: [TesseractLine.Symbol] = []
        private var baseline: TesseractLine.Baseline?
        private var finished: [RecognizedLine] = []

        init(limit: RunLimit) { self.limit = limit }

        static func of(_ context: UnsafeMutableRawPointer?) -> Gathering? {
            context.map { Unmanaged<Gathering>.fromOpaque($0).takeUnretainedValue() }
        }

        var isOver: Bool { (try? limit.check()) == nil }

        var lines: [RecognizedLine] {
            finishLine()
            return finished
        }

        func add(_ pointer: UnsafePointer<mivaa_tesseract_symbol>?) {
            guard let found = pointer?.pointee, let text = found.text else { return }
            if found.starts_line { finishLine() }
            baseline = TesseractLine.Baseline(
                rise: Double(found.baseline_y2 - found.baseline_y1), run: Double(found.baseline_x2 - found.baseline_x1))
            symbols.append(
                TesseractLine.Symbol(
                    scalars: Array(String(cString: text).unicodeScalars), confidence: Double(found.confidence) / 100,
                    startsWord: found.starts_word,
                    box: Rectangle(
                        left: Double(found.left), top: Double(found.top), right: Double(found.right), bottom: Double(found.bottom))))
        }

        private func finishLine() {
            if let baseline, !symbols.isEmpty { finished.append(TesseractLine(symbols: symbols, baseline: baseline).recognized) }
            symbols = []
        }
    }
}

extension PixelGrid {
    /// One byte of brightness for each pixel.
    fileprivate var luminance: [UInt8] {
        guard channels == 3 else { return bytes }
        return (0..<width * height).map { pixel in
            // Weights of ITU-R BT.601 in 256ths.
            let red = 77 * Int(bytes[3 * pixel])
            let green = 150 * Int(bytes[3 * pixel + 1])
            let blue = 29 * Int(bytes[3 * pixel + 2])
            return UInt8((red + green + blue) >> 8)
        }
    }
}
