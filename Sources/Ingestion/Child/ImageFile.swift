import DocumentModel
import Glibc
import ImageAnalysis
import ImageReading

/// A picture file behind a descriptor, in whatever process it is decoded.
struct ImageFile {
    let descriptor: Int32
    let limits: ExtractionLimits

    /// The first picture, upright, with no side longer than `maximumSide` pixels.
    func decoded(maximumSide: Int?) throws(Refusal) -> DecodedImage {
        let bytes = try contents()
        do throws(ImageReadingError) {
            var image = try ImageDecoder(limits: limits).decode(bytes, maximumSide: maximumSide)
            if let maximumSide { image.bitmap = image.bitmap.fitted(into: max(1, maximumSide)) }
            return image
        } catch {
            throw Refusal(error)
        }
    }

    /// Read from the start whatever the position of the descriptor, which others may share.
    private func contents() throws(Refusal) -> [UInt8] {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw unreadable() }
        let size = Int(status.st_size)
        guard size <= limits.imageFileBytes else {
            throw Refusal(ImageReadingError.fileTooLarge(bytes: size, limit: limits.imageFileBytes))
        }
        var isComplete = true
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
            while filled < size {
                let count = pread(descriptor, buffer.baseAddress.map { $0 + filled }, size - filled, off_t(filled))
                if count > 0 {
                    filled += count
                } else if count == 0 || errno != EINTR {
                    isComplete = false
                    return
                }
            }
        }
        guard isComplete else { throw unreadable() }
        return bytes
    }

    private func unreadable() -> Refusal {
        Refusal(.other, "it cannot be read: \(String(cString: strerror(errno)))")
    }
}
