import ArgumentParser
import DocumentModel
import Glibc
import Ingestion

/// Options of all commands that read documents.
struct ReadingOptions: ParsableArguments {
    @Option(help: ArgumentHelp("First line of this file is the password.", valueName: "file"))
    var passwordFile: String?

    @Flag(help: "Read in this process instead of sandboxed children (for debugging).")
    var inProcess = false

    let limits = ExtractionLimits()

    enum CodingKeys: CodingKey { case passwordFile, inProcess }

    func password() throws(CommandFailure) -> String? {
        guard let passwordFile else { return nil }
        guard let file = fopen(passwordFile, "r") else {
            throw CommandFailure("The password file \(passwordFile) cannot be read: \(String(cString: strerror(errno))).")
        }
        defer { fclose(file) }
        // A password has at most 127 bytes (ISO 32000-2 7.6.4.3.3); more is no password file.
        var line = [CChar](repeating: 0, count: 1024)
        guard fgets(&line, Int32(line.count), file) != nil else { return "" }
        let bytes = line.lazy.map(UInt8.init(bitPattern:)).prefix { $0 != 0 && $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        return String(decoding: bytes, as: UTF8.self)
    }
}
