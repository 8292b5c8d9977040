/// Where libpdfium is: in `PDFIUM_LIBRARY` when set, else in the `vendor` folder of the project the program was built in.
enum PDFiumLocation {
    static func path() throws(CommandFailure) -> String {
        if let set = InstalledFiles.setting("PDFIUM_LIBRARY") { return set }
        if let found = InstalledFiles.find("vendor/pdfium/libpdfium.so", "lib/libpdfium.so") { return found }
        throw CommandFailure("PDFium is not there.", hint: "Run scripts/setup, or set PDFIUM_LIBRARY to the path of libpdfium.so.")
    }
}
