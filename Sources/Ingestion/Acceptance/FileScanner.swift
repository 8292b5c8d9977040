/// Looks for malware in files before they are stored.
package protocol FileScanner: Sendable {
    /// - Throws: when it cannot be told. Nothing is stored unlooked-at then.
    func scan(_ file: SourceFile) async throws(ScanFailure) -> ScanResult

    /// Whether it answers; throws why not.
    func check() async throws(ScanFailure)
}

/// What a scanner found in a file.
package enum ScanResult: Hashable, Sendable {
    case clean
    /// With the name of what was found.
    case infected(String)
}

/// Why a file could not be looked at.
package struct ScanFailure: Error, Hashable, Sendable {
    package var reason: String

    package init(_ reason: String) {
        self.reason = reason
    }
}
