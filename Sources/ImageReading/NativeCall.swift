import CImages
import DocumentModel

/// What the C functions of one format report, as Swift errors and values.
struct NativeCall {
    let format: ImageFormat

    /// The header by `read`.
    func measures(
        _ bytes: [UInt8], _ read: (UnsafePointer<UInt8>, Int, inout cimages_measures, inout cimages_message) -> cimages_result
    ) throws(ImageReadingError) -> cimages_measures {
        var measures = cimages_measures()
        var message = cimages_message()
        let result = bytes.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { read($0, buffer.count, &measures, &message) } ?? cimages_truncated
        }
        try check(result, message)
        return measures
    }

    /// A bitmap filled by `write`, which gets the file, the memory for the pixels and its size in bytes.
    func bitmap(
        _ bytes: [UInt8], width: Int, height: Int, layout: Bitmap.Layout,
        _ write: (UnsafePointer<UInt8>, Int, UnsafeMutablePointer<UInt8>, Int, inout cimages_message) -> cimages_result
    ) throws(ImageReadingError) -> Bitmap {
        let size = width * height * layout.bytesPerPixel
        var result = cimages_damaged
        var message = cimages_message()
        // Zeroed: a decoder that leaves a part of the picture out must not leave other data there.
        var pixels = [UInt8](repeating: 0, count: size)
        pixels.withUnsafeMutableBufferPointer { target in
            bytes.withUnsafeBufferPointer { source in
                guard let start = source.baseAddress, let memory = target.baseAddress else { return }
                result = write(start, source.count, memory, size, &message)
            }
        }
        try check(result, message)
        return Bitmap(width: width, height: height, layout: layout, pixels: pixels)
    }

    func check(_ result: cimages_result, _ message: cimages_message) throws(ImageReadingError) {
        let reason = Self.text(of: message)
        switch result {
        case cimages_good: return
        case cimages_truncated: throw .truncated(format, reason: reason)
        case cimages_unsupported: throw .unsupported(format, reason: reason)
        case cimages_no_memory: throw .outOfMemory(format)
        default: throw .damaged(format, reason: reason)
        }
    }

    /// Printable ASCII of the message: libraries may quote bytes of the file.
    private static func text(of message: cimages_message) -> String {
        let bytes = withUnsafeBytes(of: message.text) { $0.prefix { $0 != 0 } }
        return String(decoding: bytes.filter { (0x20..<0x7F).contains($0) }, as: UTF8.self)
    }
}

extension ImageMeasures {
    init(_ native: cimages_measures, orientation: ImageOrientation? = nil) {
        self.init(
            width: Int(native.width), height: Int(native.height), channels: Int(native.channels), frameCount: max(1, Int(native.frames)),
            orientation: orientation)
    }

    var layout: Bitmap.Layout {
        switch channels {
        case 1: .gray
        case 4: .rgba
        default: .rgb
        }
    }
}
