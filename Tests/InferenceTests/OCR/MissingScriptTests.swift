import DocumentModel
import Testing

@testable import Inference

@Suite("Scripts that the networks lack")
struct MissingScriptTests {
    private func line(_ text: String, confidence: Double = 1) -> RecognizedLine {
        let corner = Point(x: 0, y: 0)
        return RecognizedLine(
            frame: Quadrilateral(topLeft: corner, topRight: corner, bottomRight: corner, bottomLeft: corner),
            characters: text.unicodeScalars.map { .init(scalar: $0, extent: 0...1, confidence: confidence) }, confidence: confidence)
    }

    private func region(width: Double, height: Double = 20, y: Double = 50) -> TextRegion {
        TextRegion(centerX: 10 + width / 2, centerY: y, width: width, height: height, angle: 0, score: 1)
    }

    private func reading(_ lines: [(String?, width: Double)]) -> NetworkReading {
        var reading = NetworkReading()
        for (text, width) in lines { reading.add(text.map { line($0) }, of: region(width: width)) }
        return reading
    }

    @Test("a page whose long lines have few characters for their width is unread; short words and one odd line are not enough")
    func unread() {
        let latin = "The quick brown fox jumps over the lazy dog"
        #expect(reading([("  -   «t», ", 400), (nil, 400), ("       ", 400), (latin, 400)]).isMostlyUnread)
        #expect(!reading([(latin, 400), (latin, 400), (latin, 400), (nil, 400)]).isMostlyUnread)
        #expect(!reading([(nil, 60), (nil, 60), (nil, 60), (nil, 60)]).isMostlyUnread)
        #expect(!reading([]).isMostlyUnread)
        // Signs of Chinese are as wide as they are high.
        #expect(!reading(Array(repeating: ("系统安装手册系统安装手册系统安装手册", 400), count: 4)).isMostlyUnread)
    }

    @Test("a sample in a language is told by its letters and by how sure the reading is")
    func evidence() {
        let russian = "Установка системы на компьютер"
        #expect(ScriptHint.confidence(of: "rus", in: [line(russian, confidence: 0.9)]).map { abs($0 - 0.9) < 0.001 } == true)
        #expect(ScriptHint.confidence(of: "rus", in: [line(russian, confidence: 0.6)]) == nil)
        #expect(ScriptHint.confidence(of: "rus", in: [line("Installing the system on a computer")]) == nil)
        #expect(ScriptHint.confidence(of: "kor", in: [line(russian)]) == nil)
        #expect(ScriptHint.confidence(of: "rus", in: [line("да")]) == nil)
        #expect(ScriptHint.confidence(of: "eng", in: [line("Installing the system on a computer")]) == nil)
    }

    @Test("of the installed languages those are tried that the networks lack, the last one first, and not more than a few")
    func candidates() {
        #expect(ScriptHint.candidates(in: ["deu", "eng", "kor", "rus"], first: "rus") == ["rus", "kor"])
        #expect(ScriptHint.candidates(in: ["deu", "eng"], first: nil).isEmpty)
        #expect(ScriptHint.candidates(in: ["ara", "ben", "heb", "hin", "kor", "rus"], first: "eng").count == 4)
    }

    @Test("a sheet holds the longest lines on white, also when they touch the border")
    func sheet() throws {
        let page = PixelGrid(width: 200, height: 100, channels: 1, bytes: [UInt8](repeating: 7, count: 20_000))
        let regions = [region(width: 180, y: 5), region(width: 90, y: 50), region(width: 190, y: 98), region(width: 100, y: 70)]
        let sheet = try #require(SampleSheet(of: regions, in: page)).picture
        // 190 wide with half a line height of white on both sides; heights of 12, 20 and 15 and their margins.
        #expect(sheet.width == 190 + 20 && sheet.bytes.count == sheet.width * sheet.height)
        #expect(sheet.height == (12 + 20) + (20 + 20) + (15 + 20))
        #expect(sheet.bytes.prefix(sheet.width).allSatisfy { $0 == 255 } && sheet.bytes.contains(7))
        #expect(SampleSheet(of: [], in: page) == nil)
        #expect(SampleSheet(of: [region(width: 50, y: 500)], in: page) == nil)
    }
}
