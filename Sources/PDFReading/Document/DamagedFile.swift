import Foundation

/// A PDF that PDFium gives up on because the way to its pages is broken: header, trailer, catalogue or page tree.
///
/// The pages themselves are often whole. They are found by scanning for objects, and a new way to them is written after the
/// old bytes; PDFium then rebuilds its table of objects by itself. Encrypted files and pages inside object streams are lost.
struct DamagedFile {
    let bytes: UnsafeRawBufferPointer

    /// Repair holds the file in memory once more, so it is tried up to this size only.
    private static let sizeLimitBytes = 256 << 20
    /// Page dictionaries are far smaller than this; the scan for their type ends here.
    private static let dictionaryLimitBytes = 16 << 10
    private static let pageLimit = 20_000

    /// The file with a new catalogue; `nil` when no page is found.
    func repaired() -> [UInt8]? {
        guard bytes.count <= Self.sizeLimitBytes, find("/Encrypt", in: 0..<bytes.count) == nil else { return nil }
        let found = scan()
        guard found.treeRoot != nil || !found.pages.isEmpty else { return nil }
        let catalog = found.highestNumber + 1
        let root = found.treeRoot ?? "\(catalog + 1) 0 R"
        var ending = "\n\(catalog) 0 obj\n<< /Type /Catalog /Pages \(root) >>\nendobj\n"
        if found.treeRoot == nil {
            let kids = found.pages.joined(separator: " ")
            ending += "\(catalog + 1) 0 obj\n<< /Type /Pages /Count \(found.pages.count) /Kids [\(kids)] >>\nendobj\n"
        }
        ending += "trailer\n<< /Root \(catalog) 0 R /Size \(catalog + 2) >>\nstartxref\n0\n%%EOF\n"
        return Array("%PDF-1.7\n".utf8) + Array(bytes) + Array(ending.utf8)
    }

    private struct Found {
        /// References ("12 0 R") of the page tree's root and of single pages.
        var treeRoot: String?
        var pages: [String] = []
        var highestNumber = 0
    }

    private func scan() -> Found {
        var found = Found()
        var position = 0
        while found.pages.count < Self.pageLimit, let keyword = find("obj", in: position..<bytes.count) {
            position = keyword + 3
            guard let (number, generation) = objectHeader(before: keyword) else { continue }
            found.highestNumber = max(found.highestNumber, number)
            let limit = min(bytes.count, position + Self.dictionaryLimitBytes)
            let end = find("endobj", in: position..<limit) ?? limit
            let reference = "\(number) \(generation) R"
            switch type(in: position..<end) {
            case .page: found.pages.append(reference)
            case .pageTree where find("/Parent", in: position..<end) == nil: found.treeRoot = reference
            default: break
            }
        }
        return found
    }

    private enum ObjectType { case page, pageTree }

    private func type(in range: Range<Int>) -> ObjectType? {
        var position = range.lowerBound
        while let key = find("/Type", in: position..<range.upperBound) {
            position = key + 5
            while position < range.upperBound, isSpace(bytes[position]) { position += 1 }
            if find("/Pages", in: position..<min(position + 6, range.upperBound)) == position { return .pageTree }
            let afterName = position + 5
            if find("/Page", in: position..<min(afterName, range.upperBound)) == position,
                afterName >= range.upperBound || !isLetter(bytes[afterName])
            {
                return .page
            }
        }
        return nil
    }

    /// The two numbers in front of "obj"; `nil` when there are none ("endobj").
    private func objectHeader(before keyword: Int) -> (number: Int, generation: Int)? {
        var position = keyword
        guard let generation = number(endingAt: &position), let number = number(endingAt: &position) else { return nil }
        return (number, generation)
    }

    /// The number before `position`, with white space between; moves `position` to its first digit.
    private func number(endingAt position: inout Int) -> Int? {
        let start = position
        while position > 0, isSpace(bytes[position - 1]) { position -= 1 }
        guard position < start else { return nil }
        let end = position
        // More than ten digits are no object number (ISO 32000-2 annex C).
        while position > 0, end - position < 10, (0x30...0x39).contains(bytes[position - 1]) { position -= 1 }
        return Int(String(decoding: bytes[position..<end], as: UTF8.self))
    }

    /// Position of the first `word` in the range; `nil` when it is not there.
    private func find(_ word: StaticString, in range: Range<Int>) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        var position = range.lowerBound
        let last = range.upperBound - word.utf8CodeUnitCount
        while position <= last, let hit = memchr(base + position, Int32(word.utf8Start.pointee), last - position + 1) {
            position = UnsafeRawPointer(hit) - base
            if memcmp(hit, word.utf8Start, word.utf8CodeUnitCount) == 0 { return position }
            position += 1
        }
        return nil
    }

    private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) || byte == 0 }
    private func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }
}
