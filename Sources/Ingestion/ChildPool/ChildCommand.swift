package import DocumentModel

/// How a child is started.
package struct ChildCommand: Sendable, Hashable {
    /// The program whose first argument `extraction-child` makes it a child: this very binary, unless a test says otherwise.
    package var executablePath: String
    package var libraryPath: String
    package var limits: ExtractionLimits

    package init(executablePath: String = "/proc/self/exe", libraryPath: String, limits: ExtractionLimits = .init()) {
        self.executablePath = executablePath
        self.libraryPath = libraryPath
        self.limits = limits
    }
}
