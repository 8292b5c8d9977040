import ArgumentParser
import Backends
import DocumentModel
import Foundation
import Inference
import PDFReading

struct RecognizeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recognize",
        abstract: "Read the text in pictures (PNG).",
        discussion: "For trying out and measuring recognition; the pages of a PDF are read by `mivaa extract`.")

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @Argument(help: ArgumentHelp("PNG files.", valueName: "picture"))
    var pictures: [String]

    @Flag(help: "Faster, with more errors.")
    var fast = false

    @Option(help: ArgumentHelp("Languages to expect, the likeliest first, as in el,en.", valueName: "tags"))
    var languages = ""

    @Option(help: "text, or json with frames, characters and confidences.")
    var format = Format.text

    func run() async throws {
        var options = OCROptions()
        options.languages = languages.split(separator: ",").map(String.init)
        let limits = OCRLimits()
        do {
            let runtime = try InferenceLocation.runtime()
            let engine = try OCREngines.make(fast ? .fast : .standard, store: try InferenceLocation.store(), runtime: runtime, limits: limits)
            for path in pictures {
                guard let file = FileManager.default.contents(atPath: path),
                    let picture = PNGDecoder.decode(Array(file), pixelLimit: limits.pixels)
                else { throw CommandFailure("\(path) is not a PNG file of at most \(limits.pixels) pixels.") }
                let text = try await engine.recognize(picture, options: options)
                Terminal.write(format == .json ? try JSONText.of(RecognitionReport(text, of: path)) : Self.plain(text))
            }
        } catch let error as RecognitionError {
            throw CommandFailure(error.description)
        }
    }

    private static func plain(_ text: RecognizedText) -> String {
        text.lines.map { $0.text + "\n" }.joined()
    }
}

/// What was read in one picture, for programs.
private struct RecognitionReport: Encodable {
    struct Line: Encodable {
        var text: String
        var confidence: Double
        /// x and y of the corners in reading order.
        var corners: [Double]
        /// Where each character begins and ends along the line, 0...1.
        var extents: [[Double]]
    }

    var picture: String
    var orientationDegrees: Int
    var lines: [Line]

    init(_ text: RecognizedText, of path: String) {
        picture = path
        orientationDegrees = text.orientationDegrees
        lines = text.lines.map { line in
            Line(
                text: line.text, confidence: line.confidence, corners: line.frame.corners.flatMap { [$0.x, $0.y] },
                extents: line.characters.map { [$0.extent.lowerBound, $0.extent.upperBound] })
        }
    }
}
