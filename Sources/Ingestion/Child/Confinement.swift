import CSandbox
import DocumentModel
import Glibc

/// Which rights a process has given up, and what could not be given up on this system.
package struct Confinement: Hashable, Sendable {
    /// Sentences for the operator; empty when everything is in force.
    package var warnings: [String] = []

    /// Where fonts that a document does not embed are looked for: the only files a confined child can read.
    private static let fontFolders = ["/usr/share/fonts", "/usr/share/X11/fonts", "/usr/local/share/fonts"]
    /// Over the whole life of a child. Time-outs per page are the parent's; this ends a child that spins when all else fails.
    private static let cpuSeconds: UInt64 = 3600
    /// The socket, the document, and fonts.
    private static let openFiles: UInt64 = 64

    /// Gives up everything that reading a document does not need, in all threads, for good.
    ///
    /// Limits come first because the filter refuses to set them, the user changes before the files are closed off, and the
    /// filter comes last because it refuses all of the above.
    static func confineThisProcess(memoryBytes: Int) -> Confinement {
        var confinement = Confinement()
        confinement.note("resource limits", csandbox_limit(UInt64(memoryBytes), cpuSeconds, openFiles))
        confinement.note("dropping root's privileges", csandbox_drop_privileges())
        confinement.note("no new privileges", csandbox_no_new_privileges())
        let hasConfinedFiles = confinement.confineFiles()
        // Without Landlock no file may be opened at all: better a substitute font than every file of the machine.
        confinement.note("the system call filter (seccomp)", csandbox_filter(hasConfinedFiles))
        return confinement
    }

    private mutating func confineFiles() -> Bool {
        var folders = Self.fontFolders.map { UnsafePointer(strdup($0)) }
        folders.append(nil)
        defer { folders.forEach { free(UnsafeMutablePointer(mutating: $0)) } }
        return csandbox_confine_files(folders) == 0
    }

    private mutating func note(_ measure: String, _ result: Int32) {
        guard result != 0 else { return }
        warnings.append("extraction child: \(measure) refused by the system (\(String(cString: strerror(-result))))")
    }
}

extension Confinement: WireValue {
    func write(to writer: inout ByteWriter) { writer.append(warnings) }
    init(from reader: inout ByteReader) throws(WireError) { self.init(warnings: try reader.value()) }
}
