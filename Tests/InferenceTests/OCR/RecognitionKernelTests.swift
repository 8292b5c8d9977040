import DocumentModel
import Foundation
import Testing

@testable import Inference

@Suite("Characters out of time steps")
struct CTCDecoderTests {
    /// Rows of probabilities that add up to one, with runs of one class and of nothing as networks have them.
    private func scores(steps: Int, classes: Int, seed: Int) -> [Float] {
        var dice = Dice(seed)
        var rows: [Float] = []
        var best = 0
        for _ in 0..<steps {
            if dice.roll() < 0.5 { best = dice.roll() < 0.4 ? 0 : Int(dice.roll() * Double(classes)) }
            var row = (0..<classes).map { _ in Float(dice.roll()) * 0.4 }
            row[best] += Float(0.1 + dice.roll() * Double(classes) / 4)
            let sum = row.reduce(0, +)
            rows += row.map { $0 / sum }
        }
        return rows
    }

    /// The definition: the best class of each step, repetitions joined, nothing left out.
    private func slowly(_ scores: [Float], classes: Int, letters: [String]) -> (text: String, confidences: [Float]) {
        var (text, confidences, last) = ("", [Float](), 0)
        for step in 0..<scores.count / classes {
            let row = Array(scores[step * classes..<(step + 1) * classes])
            var best = 0
            for index in row.indices where row[index] > row[best] { best = index }
            if best != 0 {
                if best == last {
                    confidences[confidences.count - 1] = max(confidences[confidences.count - 1], row[best])
                } else {
                    text += letters[best - 1]
                    confidences.append(row[best])
                }
            }
            last = best
        }
        return (text, confidences)
    }

    @Test("text, confidences and order are those of the definition", arguments: [2, 5, 16, 17, 38, 131], 0..<5)
    func definition(classes: Int, seed: Int) {
        let letters = (0..<classes - 2).map { String(Unicode.Scalar(UInt8(0x21 + $0 % 90))) } + [" "]
        let decoder = CTCDecoder(characters: CharacterSet(list: letters.dropLast().joined(separator: "\n")))
        #expect(decoder.characters.classCount == classes)
        let scores = scores(steps: 60, classes: classes, seed: seed)
        let read = scores.withUnsafeBufferPointer { decoder.line($0, steps: 60) }
        let expected = slowly(scores, classes: classes, letters: letters)
        #expect(read.characters.map { String($0.scalar) }.joined() == expected.text)
        #expect(read.characters.map { Float($0.confidence) } == expected.confidences)
        let mean = expected.confidences.isEmpty ? 0 : expected.confidences.reduce(0) { $0 + Double($1) } / Double(expected.confidences.count)
        #expect(abs(read.confidence - mean) < 1e-6)
        for (a, b) in zip(read.characters, read.characters.dropFirst()) {
            #expect(a.extent.lowerBound >= 0 && b.extent.upperBound <= 1 && a.extent.upperBound <= b.extent.lowerBound + 1e-9)
        }
    }

    @Test("the best class of a row is the first of the highest, wherever it is", arguments: 1...50)
    func bestClass(count: Int) {
        for best in 0..<count {
            var row = (0..<count).map { _ in Float(0.01) }
            row[best] = 0.4
            if best + 1 < count { row[count - 1] = 0.4 }
            let found = row.withUnsafeBufferPointer { ScoreRow.best($0) }
            #expect(found.classNumber == best && found.score == 0.4)
        }
    }

    @Test("no steps give no characters; scores that are no numbers do no harm")
    func odd() {
        let decoder = CTCDecoder(characters: CharacterSet(list: "a\nb"))
        let none = [Float]().withUnsafeBufferPointer { decoder.line($0, steps: 0) }
        #expect(none.characters.isEmpty && none.confidence == 0)
        let broken = [Float](repeating: .nan, count: 8).withUnsafeBufferPointer { decoder.line($0, steps: 2) }
        #expect(broken.characters.count <= 2)
    }

    @Test("a list of characters may end its lines either way; a space follows the last")
    func list() {
        #expect(CharacterSet(list: "a\r\n\u{e9}\r\n").scalars == [["a"], ["\u{e9}"], [" "]])
        #expect(CharacterSet(list: "a\n\u{1F1E9}\u{1F1EA}").scalars == [["a"], ["\u{1F1E9}", "\u{1F1EA}"], [" "]])
    }
}

@Suite("Pictures for the networks")
struct PixelKernelTests {
    private func picture(_ width: Int, _ height: Int, channels: Int) -> PixelGrid {
        var dice = Dice(width * 31 + height)
        return PixelGrid(
            width: width, height: height, channels: channels, bytes: (0..<width * height * channels).map { _ in UInt8(dice.roll() * 255) })
    }

    /// The triangle filter by its definition, one pixel at a time.
    private func slowly(_ picture: PixelGrid, width: Int, height: Int, x: Int, y: Int, channel: Int) -> Double {
        func weights(_ source: Int, _ target: Int, _ index: Int) -> [Double] {
            let scale = Double(source) / Double(target), radius = max(1, scale)
            let center = (Double(index) + 0.5) * scale - 0.5
            let raw = (0..<source).map { max(0, 1 - abs(Double($0) - center) / radius) }
            return raw.map { $0 / raw.reduce(0, +) }
        }
        let (across, down) = (weights(picture.width, width, x), weights(picture.height, height, y))
        var sum = 0.0
        for row in 0..<picture.height where down[row] > 0 {
            for column in 0..<picture.width where across[column] > 0 {
                sum += down[row] * across[column] * Double(picture.bytes[(row * picture.width + column) * picture.channels + channel])
            }
        }
        return sum
    }

    @Test(
        "a picture in another size is the one of the definition",
        arguments: [(40, 30, 17, 13), (40, 30, 40, 30), (9, 7, 21, 33), (1, 1, 8, 8), (64, 3, 5, 9), (33, 50, 32, 32)], [1, 3])
    func resampling(_ size: (Int, Int, Int, Int), channels: Int) {
        let picture = picture(size.0, size.1, channels: channels)
        let (width, height) = (size.2, size.3)
        let planes = Resampling.planes(picture, width: width, height: height)
        for channel in 0..<channels {
            for y in 0..<height {
                for x in 0..<width {
                    let expected = slowly(picture, width: width, height: height, x: x, y: y, channel: channel)
                    #expect(abs(Double(planes[(channel * height + y) * width + x]) - expected) < 0.01)
                }
            }
        }
    }

    @Test("a line cut out of a picture has the pixels under it, whatever its slant", arguments: [0, 0.2, -0.5], [1, 3])
    func sampling(angle: Double, channels: Int) {
        let picture = picture(200, 160, channels: channels)
        let (width, height) = (64, LineSampler.height)
        let region = TextRegion(centerX: 100, centerY: 80, width: 64, height: 48, angle: angle, score: 1)
        let planes = LineSampler.planes(picture, frame: region.frame, width: width)
        for y in stride(from: 0, to: height, by: 7) {
            for x in stride(from: 0, to: width, by: 5) {
                let (along, across) = (Double(x) + 0.5 - 32, Double(y) + 0.5 - 24)
                let at = (x: 100 + along * cos(angle) - across * sin(angle) - 0.5, y: 80 + along * sin(angle) + across * cos(angle) - 0.5)
                for channel in 0..<channels {
                    let plane = channels == 1 ? 0 : 2 - channel
                    let value = Double(planes[plane * width * height + y * width + x])
                    #expect(abs(value - (between(picture, at.x, at.y, channel) / 127.5 - 1)) < 1e-3)
                }
            }
        }
    }

    private func between(_ picture: PixelGrid, _ x: Double, _ y: Double, _ channel: Int) -> Double {
        func pixel(_ x: Int, _ y: Int) -> Double { Double(picture.bytes[(y * picture.width + x) * picture.channels + channel]) }
        let (left, top) = (Int(x), Int(y)), (right, low) = (x - Double(left), y - Double(top))
        return (pixel(left, top) * (1 - right) + pixel(left + 1, top) * right) * (1 - low)
            + (pixel(left, top + 1) * (1 - right) + pixel(left + 1, top + 1) * right) * low
    }

    @Test("a frame beyond the picture is filled with its border", arguments: [1e9, -1e9])
    func beyond(shift: Double) {
        let picture = picture(10, 10, channels: 1)
        let region = TextRegion(centerX: shift, centerY: shift, width: 64, height: 48, angle: 0, score: 1)
        #expect(LineSampler.planes(picture, frame: region.frame, width: 64).allSatisfy { $0 >= -1 && $0 <= 1 })
    }
}
