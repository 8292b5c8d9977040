import Glibc

/// Where libpdfium is: in `PDFIUM_LIBRARY` when set, else in the `vendor` folder of the project the program was built in.
enum PDFiumLocation {
    static func path() throws(CommandFailure) -> String {
        if let set = getenv("PDFIUM_LIBRARY") { return String(cString: set) }
        let program = ownPath()
        var folder = program[...]
        while let slash = folder.lastIndex(of: "/") {
            folder = folder[..<slash]
            for candidate in ["\(folder)/vendor/pdfium/libpdfium.so", "\(folder)/lib/libpdfium.so"]
            where access(candidate, R_OK) == 0 {
                return candidate
            }
        }
        throw CommandFailure("PDFium is not there.", hint: "Run scripts/setup, or set PDFIUM_LIBRARY to the path of libpdfium.so.")
    }

    private static func ownPath() -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        return String(decoding: buffer.prefix(max(0, count)).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
