package import DocumentModel
import Glibc

/// Looks for names in a file that stand for something active: scripts, programs to start, files within.
///
/// PDFium tells of scripts in one place only, while they may hang on every object. So the bytes are searched for the names themselves,
/// as they are and in compressed streams of objects. In encrypted files the streams stay closed; names outside of them can be read.
struct ActiveContent {
    let bytes: UnsafeRawBufferPointer

    /// Bytes that one stream of objects, and all together, may become: those of real files have some 100 kB.
    private static let streamLimitBytes = 8 << 20
    private static let totalLimitBytes = 256 << 20
    /// How far behind its type a dictionary's stream may begin.
    private static let dictionaryLimitBytes = 4096
    /// The longest name looked for, with every character written as three.
    private static let nameLimitBytes = 48

    private static let names: [String: FileFinding] = [
        "JavaScript": .javascript, "Launch": .launchAction, "EmbeddedFile": .attachments, "EmbeddedFiles": .attachments,
    ]

    func findings() -> Set<FileFinding> {
        var found = Set<FileFinding>()
        var budget = Self.totalLimitBytes
        scan(bytes) { name, end in
            if let finding = Self.names[name] { found.insert(finding) }
            if name == "ObjStm", budget > 0, let stream = stream(behind: end) {
                let objects = Inflater.inflate(stream, limitBytes: min(Self.streamLimitBytes, budget))
                budget -= objects.count
                objects.withUnsafeBytes { scan($0) { name, _ in if let finding = Self.names[name] { found.insert(finding) } } }
            }
        }
        return found
    }

    /// Calls `visit` with every name that begins with the first letter of one looked for, and the position behind it.
    private func scan(_ bytes: UnsafeRawBufferPointer, _ visit: (String, Int) -> Void) {
        guard let base = bytes.baseAddress else { return }
        var position = 0
        while position < bytes.count, let slash = memchr(base + position, 0x2F, bytes.count - position) {
            position = UnsafeRawPointer(slash) - base + 1
            guard position < bytes.count, Self.mayBegin(bytes[position]) else { continue }
            let (name, end) = name(in: bytes, at: position)
            if !name.isEmpty { visit(name, end) }
        }
    }

    /// J, L, E, O, or a character written as a number.
    private static func mayBegin(_ byte: UInt8) -> Bool {
        byte == 0x4A || byte == 0x4C || byte == 0x45 || byte == 0x4F || byte == 0x23
    }

    /// The name that begins at a position, with characters written as numbers put in (ISO 32000-2 7.3.5); empty when it is none that is
    /// looked for.
    private func name(in bytes: UnsafeRawBufferPointer, at start: Int) -> (String, end: Int) {
        var name: [UInt8] = []
        var position = start
        let limit = min(bytes.count, start + Self.nameLimitBytes)
        while position < limit {
            let byte = bytes[position]
            if byte == 0x23, position + 2 < limit, let high = Self.digit(bytes[position + 1]), let low = Self.digit(bytes[position + 2]) {
                name.append(high << 4 | low)
                position += 3
            } else if (0x41...0x5A).contains(byte & 0xDF) {
                name.append(byte)
                position += 1
            } else {
                break
            }
        }
        return (String(decoding: name, as: UTF8.self), position)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }

    /// The bytes behind the keyword "stream" and its line end; `nil` when it is not near.
    private func stream(behind position: Int) -> UnsafeRawBufferPointer? {
        let limit = min(bytes.count, position + Self.dictionaryLimitBytes)
        let keyword = Array("stream".utf8)
        guard limit - position > keyword.count else { return nil }
        let start = (position..<limit - keyword.count).first { start in
            bytes[start] == keyword[0] && bytes[start..<start + keyword.count].elementsEqual(keyword)
        }
        guard var begin = start.map({ $0 + keyword.count }) else { return nil }
        if begin < bytes.count, bytes[begin] == 0x0D { begin += 1 }
        if begin < bytes.count, bytes[begin] == 0x0A { begin += 1 }
        return UnsafeRawBufferPointer(rebasing: bytes[begin...])
    }
}

extension PDFFile {
    /// What is active in the file or grows without measure. Attachments that the document lists are among them. Takes time with the size
    /// of the file.
    package func findings() -> Set<FileFinding> {
        var found = source.withBytes { bytes in
            ActiveContent(bytes: bytes).findings().union(StreamInflation(bytes: bytes).isSuspicious() ? [.inflation] : [])
        }
        if !info.attachments.isEmpty { found.insert(.attachments) }
        return found
    }
}
