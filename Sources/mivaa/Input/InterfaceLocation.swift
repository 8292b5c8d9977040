/// Where the built web UI is: in the project the program was built in, or beside the installed program.
enum InterfaceLocation {
    /// `nil` when it is not built.
    static var folder: String? {
        InstalledFiles.find("web/dist/index.html", "share/mivaa/web/index.html").map { String($0.dropLast("/index.html".count)) }
    }
}
