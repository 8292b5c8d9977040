import Foundation
package import Backends
import DocumentModel
import ImageReading
package import Ingestion

/// Looks at pictures while the client waits.
package struct ImageDesk: Sendable {
    private let extractor: Extractor
    let analyst: any PictureAnalyst
    private let line: WaitingLine
    private let downloader: GuardedDownloader
    private let blobs: any BlobStore
    /// Where uploads and downloads are until they have been looked at.
    let stagingFolder: String

    /// - Parameter line: pictures that may be looked at or wait.
    package init(
        extractor: Extractor, analyst: any PictureAnalyst, line: WaitingLine, downloader: GuardedDownloader, blobs: any BlobStore,
        stagingFolder: String
    ) {
        self.extractor = extractor
        self.analyst = analyst
        self.line = line
        self.downloader = downloader
        self.blobs = blobs
        self.stagingFolder = stagingFolder
    }

    /// Decodes the picture in a child and looks at it.
    func look(at path: String, sizeBytes: Int64, _ order: AnalysisOrder) async throws -> SeenPicture {
        let begin = ContinuousClock.now
        let (image, findings) = try await line.pass {
            let image = try await decoded(path, side: order.quality.side)
            let findings = try await analyst.findings(in: image.bitmap, PictureWish(order.aspects, languages: order.languages))
            return (image, findings)
        }
        try Self.refuseIfNothingWasDone(order, findings)
        return SeenPicture(
            image: image, sizeBytes: sizeBytes, findings: findings, order: order, seconds: (ContinuousClock.now - begin) / .seconds(1))
    }

    /// The picture of a stored image.
    func look(at image: ImageRecord, _ order: AnalysisOrder) async throws -> SeenPicture {
        let name = BlobName.image(image.id, in: image.workspace, file: "original")
        guard try await blobs.size(of: name) != nil else { throw APIError(.notFound, "The image's file is not there.") }
        return try await blobs.withFile(of: name) { path in try await look(at: path, sizeBytes: image.sizeBytes, order) }
    }

    /// The picture at an address, which is not kept.
    func look(atAddress text: String, limitBytes: Int, _ order: AnalysisOrder) async throws -> SeenPicture {
        let file = try await fetch(text, limitBytes: limitBytes)
        return try await look(at: file.path, sizeBytes: file.sizeBytes, order)
    }

    /// The vector of a picture that is only looked for by.
    func vector(of path: String) async throws -> [Float] {
        let findings = try await line.pass {
            try await analyst.findings(in: try await decoded(path, side: Self.vectorSide).bitmap, PictureWish([.vector]))
        }
        guard let vector = findings.vector else { throw findings.omissions[.vector] ?? RecognitionError.failed("no vector") }
        return vector
    }

    /// Pixels along the longer side: models look at some 224.
    static let vectorSide = 512

    private func decoded(_ path: String, side: Int) async throws -> DecodedImage {
        do throws(Refusal) {
            return try await extractor.decodeImage(try SourceFile(path: path), maximumSide: side)
        } catch {
            throw APIError(ofImage: error)
        }
    }

    private func fetch(_ text: String, limitBytes: Int) async throws -> FetchedFile {
        let address: DocumentAddress
        do throws(AddressProblem) {
            address = try DocumentAddress(text)
        } catch {
            throw APIError(.validation, "The address cannot be used: \(error.reason).", details: ["field": "image_url"])
        }
        let file = FetchedFile(in: stagingFolder)
        var wish = DownloadOptions()
        wish.maximumMegabytes = max(1, limitBytes >> 20)
        do throws(DownloadProblem) {
            file.sizeBytes = try await downloader.download(address, to: file.path, wish, expecting: .picture).sizeBytes
        } catch {
            throw APIError(ofImage: error)
        }
        return file
    }

    /// When all that was asked for needs a model that is missing, that is the answer; what is done nowhere is said in the answer.
    private static func refuseIfNothingWasDone(_ order: AnalysisOrder, _ findings: PictureFindings) throws {
        let aspects = order.types.filter { $0.refusal == nil }.map(\.aspect)
        guard !aspects.isEmpty, aspects.allSatisfy({ findings.omissions[$0] != nil }), let first = aspects.first,
            let error = findings.omissions[first]
        else { return }
        throw error
    }
}

/// A file that goes with the last reference to it.
///
/// Safe because the size is set before anybody else has it.
private final class FetchedFile: @unchecked Sendable {
    let path: String
    var sizeBytes: Int64 = 0

    init(in folder: String) {
        path = "\(folder)/picture-\(UUID().uuidString)"
    }

    deinit { unlink(path) }
}

/// A picture that was looked at.
struct SeenPicture: Sendable {
    let image: DecodedImage
    let sizeBytes: Int64
    let findings: PictureFindings
    let order: AnalysisOrder
    let seconds: Double
}

extension APIError {
    /// Why a picture cannot be used: what a client sent, in words and codes of pictures.
    init(ofImage refusal: Refusal) {
        let code: Code =
            switch refusal.kind {
            case .overLimit: .tooLarge
            case .timedOut: .pdfTimeout
            default: .imageFormat
            }
        self.init(code, "The picture cannot be used: \(refusal.detail).", details: ["reason": .string(refusal.kind.rawValue)])
    }

    init(ofImage problem: DownloadProblem) {
        let code: Code =
            switch problem {
            case .forbidden: .validation
            case .tooLarge: .tooLarge
            case .notAPDF, .notAPicture: .imageFormat
            case .timedOut: .pdfTimeout
            case .notWritten: .storageFull
            case .unreachable, .status, .tooManyRedirects, .stopped: .pdfDownload
            }
        self.init(code, "The picture cannot be had: \(problem).", details: ["field": "image_url"])
    }
}
