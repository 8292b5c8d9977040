import Backends

/// What the classes of a recognition model stand for: class 0 is "nothing", the last one a space.
struct CharacterSet {
    /// By class number less one.
    let scalars: [[Unicode.Scalar]]

    /// - Parameter list: one character a line, line ends of any kind.
    init(list: String) {
        // By bytes: CR LF is one Character in Swift.
        var lines = list.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
            Array(String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self).unicodeScalars)
        }
        if lines.last?.isEmpty == true { lines.removeLast() }
        scalars = lines + [[" "]]
    }

    /// Classes of the model: the characters and "nothing".
    var classCount: Int { scalars.count + 1 }
}
