package import Backends

/// The engines that can be made on this machine.
package enum OCREngines {
    /// An engine on the installed models; they are loaded when the first picture comes. Greek is read by Tesseract where it is installed:
    /// the networks lack the letters with accents.
    /// - Throws: `.missing` with the command that installs the model.
    package static func make(
        _ quality: OCRQuality, store: ModelStore, runtime: OnnxRuntime, limits: OCRLimits = OCRLimits()
    ) throws(RecognitionError) -> any OCREngine {
        let entry = quality == .fast ? ModelCatalogue.ppOCRv6Tiny : ModelCatalogue.ppOCRv6Small
        let files = PageReader.Files(
            detection: try store.path("detection.onnx", of: entry), recognition: try store.path("recognition.onnx", of: entry),
            characters: quality == .fast ? try store.path("characters.txt", of: entry) : nil,
            orientation: try store.path("orientation.onnx", of: ModelCatalogue.pageOrientation))
        let tesseract = try? TesseractLibrary()
        return PaddleOCREngine(name: entry.name, limits: limits) { () throws(RecognitionError) in
            try PageReader(files: files, runtime: runtime, tesseract: tesseract)
        }
    }

    /// An engine that only uses Tesseract, in the languages of its own names ("ell+eng").
    /// - Throws: `.missing` when the library or the data of a language is not installed.
    package static func tesseract(languages: String, limits: OCRLimits = OCRLimits()) throws(RecognitionError) -> any OCREngine {
        let library = try TesseractLibrary()
        for language in languages.split(separator: "+") where !library.has(String(language)) {
            throw .missing(what: "Tesseract's data for \(language)", install: TesseractLibrary.installCommand(for: String(language)))
        }
        return TesseractEngine(library: library, languages: languages, limits: limits)
    }
}
