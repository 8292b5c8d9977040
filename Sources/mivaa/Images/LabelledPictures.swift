import DocumentModel
import Foundation
import ImageReading
import Ingestion

/// A user's labelled pictures: a folder with a folder for each label.
enum LabelledPictures {
    /// Pictures taken of one folder: each is read by the model at start, some 50 ms each.
    private static let limit = 2000
    /// Longest side in pixels: models look at some 224.
    private static let side = 512

    /// Pictures that cannot be read are warned of and left out.
    static func read(below folder: String, _ extractor: Extractor) async throws -> [(label: String, picture: Bitmap)] {
        let files = try files(below: folder)
        guard !files.isEmpty else { throw CommandFailure("\(folder) has no folders with pictures.", hint: "Make a folder for each label in it.") }
        guard files.count <= limit else { throw CommandFailure("\(folder) has \(files.count) pictures; the limit is \(limit).") }
        var pictures: [(label: String, picture: Bitmap)] = []
        for (label, path) in files {
            do throws(Refusal) {
                let image = try await extractor.decodeImage(try SourceFile(path: path), maximumSide: side)
                pictures.append((label, image.bitmap))
            } catch {
                Terminal.warn("\(path): \(error.detail)")
            }
        }
        return pictures
    }

    private static func files(below folder: String) throws -> [(label: String, path: String)] {
        let manager = FileManager.default
        guard let labels = try? manager.contentsOfDirectory(atPath: folder) else { throw CommandFailure("The folder \(folder) cannot be read.") }
        return labels.sorted().flatMap { label in
            let names = (try? manager.contentsOfDirectory(atPath: "\(folder)/\(label)")) ?? []
            return names.sorted().filter { !$0.hasPrefix(".") }.map { (label, "\(folder)/\(label)/\($0)") }
        }
    }
}
