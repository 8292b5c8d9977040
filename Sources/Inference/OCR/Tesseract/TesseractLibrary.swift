package import Backends
import CTesseract
import Foundation
import Glibc
import Synchronization

/// The process's Tesseract, an optional library of the system: it reads scripts whose letters PaddleOCR's networks lack.
package struct TesseractLibrary: Sendable {
    /// What brings it, with the scripts that need it.
    package static let installCommand = installCommand(for: ScriptHint.greekData)
    private static let name = "libtesseract.so.5"
    private static let dataEnding = ".traineddata"
    /// Where Debian's packages put the data of languages.
    private static let dataFolder = "/usr/share/tesseract-ocr/5/tessdata"

    /// Loading fills a table of functions once for the process; `nil` before that, then the version or what was missing.
    private static let outcome = Mutex<Result<String, RecognitionError>?>(nil)

    /// What brings it with the data of one language ("rus").
    package static func installCommand(for data: String) -> String {
        "apt-get install libtesseract5 tesseract-ocr-\(data) tesseract-ocr-eng"
    }

    /// "5.3.0".
    package let version: String
    let folder: String

    /// - Parameter folder: with the data of languages; `nil` for the system's.
    /// - Throws: `.missing` when the library is not installed.
    package init(folder: String? = nil) throws(RecognitionError) {
        let result = Self.outcome.withLock { outcome in
            let result = outcome ?? Self.load()
            outcome = result
            return result
        }
        version = try result.get()
        self.folder = folder ?? Self.dataFolder
    }

    /// Whether the data of the language ("ell") is installed.
    package func has(_ language: String) -> Bool { access("\(folder)/\(language)\(Self.dataEnding)", R_OK) == 0 }

    /// Languages whose data is installed ("ell", "eng"), in order.
    package var languages: [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        // "osd" tells scripts apart and reads nothing.
        return files.filter { $0.hasSuffix(Self.dataEnding) }.map { String($0.dropLast(Self.dataEnding.count)) }.filter { $0 != "osd" }.sorted()
    }

    private static func load() -> Result<String, RecognitionError> {
        guard mivaa_tesseract_load(name) == nil else { return .failure(.missing(what: "Tesseract", install: installCommand)) }
        return .success(String(cString: mivaa_tesseract_version()))
    }
}
