import ArgumentParser
import Backends
import Ingestion

/// Options of the commands that recognise text in pictures.
struct RecognitionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Recognise text in pictures: auto (where a page has no or broken text), always, never.", valueName: "when"))
    var ocr = RecognitionChoice.Mode.auto

    @Option(help: ArgumentHelp("small (accurate) or fast.", valueName: "model"))
    var ocrModel = RecognitionModel.small

    @Option(help: ArgumentHelp("Language to expect, such as de or el; may be given several times.", valueName: "tag"))
    var ocrLanguage: [String] = []

    /// Letters, figures and hyphens, as in BCP 47.
    private static let longestTag = 35

    func validate() throws {
        for tag in ocrLanguage {
            let isTag = !tag.isEmpty && tag.utf8.count <= Self.longestTag && tag.utf8.allSatisfy { $0 == 0x2D || isLetterOrDigit($0) }
            guard isTag else { throw ValidationError("'\(tag)' is not a language tag such as en, de or zh-Hant") }
        }
    }

    private func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    var choice: RecognitionChoice {
        var options = OCROptions()
        options.languages = ocrLanguage
        return RecognitionChoice(ocr, options: options)
    }
}

/// Which of the installed recognition models to use.
enum RecognitionModel: String, CaseIterable, ExpressibleByArgument, Sendable {
    case small, fast
}

extension RecognitionChoice.Mode: ExpressibleByArgument {}
