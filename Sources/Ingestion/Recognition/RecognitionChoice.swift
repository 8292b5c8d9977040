package import Backends

/// Which pages of a document are recognised, and what to expect on them.
package struct RecognitionChoice: Hashable, Sendable {
    package enum Mode: String, CaseIterable, Sendable {
        /// Where text is missing, broken, or comes from an earlier recognition that a fresh one corrects.
        case auto
        /// Every page, whatever text it has.
        case always
        case never
    }

    package var mode: Mode
    package var options: OCROptions

    package init(_ mode: Mode, options: OCROptions = OCROptions()) {
        self.mode = mode
        self.options = options
    }
}
