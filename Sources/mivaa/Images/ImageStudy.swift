import Backends
import Dispatch
import DocumentModel
import ImageAnalysis
import ImageReading
import Ingestion
import PDFReading

/// Where thumbnails go and how large they are.
struct ThumbnailPlan: Sendable {
    var folder: String
    /// Longest side in pixels.
    var side: Int

    /// Writes the thumbnail of the picture and returns its path.
    ///
    /// - Parameter place: of the file among those named, so that equal names do not meet.
    func write(_ picture: Bitmap, of file: String, place: Int) throws(CommandFailure) -> String {
        let small = picture.fitted(into: side)
        let isSeeThrough = small.layout == .rgba
        let name = (file.split(separator: "/").last ?? "picture").replacing(".", with: "-")
        let path = "\(folder)/\(place + 1)-\(name)\(isSeeThrough ? ".png" : ".jpg")"
        try OutputFolder.write(isSeeThrough ? PNGEncoder.encode(small) : JPEGEncoder.encode(small), to: path)
        return path
    }
}

/// The looking at several pictures, a few at a time.
struct ImageStudy: Sendable {
    /// Longest side at which pictures come from the child: all measurements look at less, and text can still be read.
    private static let side = 2048

    let thumbnails: ThumbnailPlan?
    let understanding: ImageUnderstanding
    /// Reads the text in pictures; `nil` when it is not asked for.
    let textReader: (any OCREngine)?

    /// One report for each file, in order.
    func reports(of files: [String], extractor: Extractor, jobs: Int) async -> [ImageReport] {
        await Array(files.enumerated()).concurrentMap(atOnce: jobs) { place, file in await report(of: file, place: place, extractor) }
    }

    private func report(of file: String, place: Int, _ extractor: Extractor) async -> ImageReport {
        do {
            let image = try await extractor.decodeImage(try SourceFile(path: file), maximumSide: Self.side)
            var report = ImageReport(file: file, image: image, facts: await facts(of: image.bitmap))
            report.thumbnail = try thumbnails.map { (plan) throws(CommandFailure) in try plan.write(image.bitmap, of: file, place: place) }
            try await understanding.complete(&report, image.bitmap)
            if let textReader {
                let read = try await textReader.recognize(image.bitmap, options: OCROptions())
                report.text = read.lines.map { .init(text: $0.text, confidence: $0.confidence) }
            }
            return report
        } catch let refusal as Refusal {
            return ImageReport(file: file, failure: refusal.detail)
        } catch {
            return ImageReport(file: file, failure: "\(error)")
        }
    }

    /// On a thread of its own: measuring takes some tenth of a second.
    private func facts(of picture: Bitmap) async -> ImageFacts {
        await withCheckedContinuation { continuation in
            Self.queue.async { continuation.resume(returning: ImageFacts.of(picture)) }
        }
    }

    private static let queue = DispatchQueue(label: "measuring pictures", attributes: .concurrent)
}
