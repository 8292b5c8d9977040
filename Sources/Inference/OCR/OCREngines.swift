package import Backends

/// The engines that can be made on this machine.
package enum OCREngines {
    /// An engine on the installed models; they are loaded when the first picture comes.
    /// - Throws: `.missing` with the command that installs the model.
    package static func make(
        _ quality: OCRQuality, store: ModelStore, runtime: OnnxRuntime, limits: OCRLimits = OCRLimits()
    ) throws(RecognitionError) -> any OCREngine {
        let entry = quality == .fast ? ModelCatalogue.ppOCRv6Tiny : ModelCatalogue.ppOCRv6Small
        let files = PageReader.Files(
            detection: try store.path("detection.onnx", of: entry), recognition: try store.path("recognition.onnx", of: entry),
            characters: quality == .fast ? try store.path("characters.txt", of: entry) : nil,
            orientation: try store.path("orientation.onnx", of: ModelCatalogue.pageOrientation))
        return PaddleOCREngine(name: entry.name, limits: limits) { () throws(RecognitionError) in
            try PageReader(files: files, runtime: runtime)
        }
    }
}
