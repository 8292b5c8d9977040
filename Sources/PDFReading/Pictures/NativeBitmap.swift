import DocumentModel
import CPDFium

/// A PDFium bitmap, freed with this owner.
struct NativeBitmap: ~Copyable {
    let handle: FPDF_BITMAP

    /// `nil` for a missing handle, so that native results can be wrapped as they come.
    init?(_ handle: FPDF_BITMAP?) {
        guard let handle else { return nil }
        self.handle = handle
    }

    deinit { FPDFBitmap_Destroy(handle) }

    var width: Int { Int(FPDFBitmap_GetWidth(handle)) }
    var height: Int { Int(FPDFBitmap_GetHeight(handle)) }

    /// The pixels in our own order and packing; `nil` for an empty or unknown kind of bitmap.
    func copy() -> Bitmap? {
        guard let buffer = FPDFBitmap_GetBuffer(handle), width > 0, height > 0 else { return nil }
        let stride = Int(FPDFBitmap_GetStride(handle))
        let source = Rows(start: UnsafeRawPointer(buffer).assumingMemoryBound(to: UInt8.self), stride: stride)
        switch FPDFBitmap_GetFormat(handle) {
        case FPDFBitmap_Gray: return repack(source, from: 1, to: .gray)
        case FPDFBitmap_BGR: return repack(source, from: 3, to: .rgb)
        case FPDFBitmap_BGRx: return repack(source, from: 4, to: .rgb)
        case FPDFBitmap_BGRA: return repack(source, from: 4, to: .rgba)
        default: return nil
        }
    }

    private struct Rows {
        var start: UnsafePointer<UInt8>
        var stride: Int
    }

    private func repack(_ rows: Rows, from sourceSize: Int, to layout: Bitmap.Layout) -> Bitmap {
        let (width, height, size) = (width, height, layout.bytesPerPixel)
        let pixels = [UInt8](unsafeUninitializedCapacity: width * height * size) { buffer, count in
            var target = 0
            for y in 0..<height {
                var source = rows.start + y * rows.stride
                for _ in 0..<width {
                    buffer[target] = source[size > 1 ? 2 : 0]
                    if size > 1 {
                        buffer[target + 1] = source[1]
                        buffer[target + 2] = source[0]
                    }
                    if size > 3 { buffer[target + 3] = source[3] }
                    target += size
                    source += sourceSize
                }
            }
            count = target
        }
        return Bitmap(width: width, height: height, layout: layout, pixels: pixels)
    }
}
