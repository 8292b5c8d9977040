import Glibc

/// Finds what set-up installed: from the program's own folder upwards, as the program may run from a build folder or from a package.
enum InstalledFiles {
    /// Path of the first that is there; `nil` when none is.
    /// - Parameter candidates: relative to each folder, the preferred first.
    static func find(_ candidates: String...) -> String? {
        for folder in foldersAbove {
            for candidate in candidates where access("\(folder)/\(candidate)", R_OK) == 0 { return "\(folder)/\(candidate)" }
        }
        return nil
    }

    /// Of the environment; `nil` when it is not set or empty.
    static func setting(_ name: String) -> String? {
        guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else { return nil }
        return value
    }

    /// The program's own folder first.
    private static var foldersAbove: [Substring] {
        let program = ownPath()
        return program.indices.reversed().filter { program[$0] == "/" }.map { program[..<$0] }
    }

    private static func ownPath() -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        return String(decoding: buffer.prefix(max(0, count)).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
