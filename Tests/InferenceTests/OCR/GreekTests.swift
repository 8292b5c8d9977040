import Backends
import DocumentModel
import Testing

@testable import Inference

@Suite("Greek")
struct GreekTests {
    private func corrected(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: GreekSpelling.corrected(Array(text.unicodeScalars)))
        return String(scalars)
    }

    @Test("Latin letters that look Greek become Greek in a Greek line, and stay in words that are Latin")
    func twins() {
        #expect(corrected("ΔHMOΣ ΛΑΡΙΣΑΙΩΝ") == "ΔΗΜΟΣ ΛΑΡΙΣΑΙΩΝ")
        #expect(corrected("με το πρόγραμμα Windows του Δήμου") == "με το πρόγραμμα Windows του Δήμου")
        #expect(corrected("HOME TOMATO") == "HOME TOMATO")
    }

    @Test("breathings and graves of old spelling become the accent of today")
    func spelling() {
        #expect(corrected("τοῦ ἀνθρώπου") == "τού ανθρώπου")
    }

    @Test("the first tag says which of Tesseract's data is needed; languages that the networks read, and Latin writing, need none")
    func data() {
        #expect(ScriptHint.tesseractData(for: ["el-GR", "en"]) == "ell")
        #expect(ScriptHint.tesseractData(for: ["RU"]) == "rus" && ScriptHint.tesseractData(for: ["ko-KR"]) == "kor")
        for others in [["en", "el"], ["sr-Latn-RS"], ["ja"], ["zh-Hant"], [""], []] { #expect(ScriptHint.tesseractData(for: others) == nil) }
        #expect(TesseractLibrary.installCommand(for: "rus").contains("tesseract-ocr-rus"))
    }

    @Test("a page is Greek by its letters when there are enough of them")
    func script() {
        func lines(_ text: String) -> [RecognizedLine] {
            let corner = Point(x: 0, y: 0)
            let frame = Quadrilateral(topLeft: corner, topRight: corner, bottomRight: corner, bottomLeft: corner)
            return [
                RecognizedLine(frame: frame, characters: text.unicodeScalars.map { .init(scalar: $0, extent: 0...1, confidence: 1) }, confidence: 1)
            ]
        }
        #expect(ScriptHint.looksGreek(lines("ΕΛΛΗΝΙΚΗ ΔΗΜΟΚΡΑΤΙΑ, Windows")))
        #expect(!ScriptHint.looksGreek(lines("The angle α is twice the angle β of the figure")))
        #expect(!ScriptHint.looksGreek(lines("αβγ")))
    }
}
