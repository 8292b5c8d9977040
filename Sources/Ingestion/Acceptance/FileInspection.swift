package import DocumentModel
import Glibc

/// What a look at a file before it is stored tells.
package struct FileInspection: Hashable, Sendable {
    package var info: DocumentInfo
    /// By name.
    package var findings: [FileFinding]

    package init(info: DocumentInfo, findings: [FileFinding]) {
        self.info = info
        self.findings = findings
    }
}

/// Looks at files before they are stored: whether they are what they claim to be, can be opened, and what is active in them.
package struct FileInspector: Sendable {
    /// Readers accept "%PDF-" anywhere in this many bytes (ISO 32000-1 annex H.3.4.1).
    static let headerBytes = 1024

    private let extractor: Extractor
    private let scanner: (any FileScanner)?

    /// - Parameters:
    ///   - extractor: of a pool that documents which are being processed do not keep busy: clients wait for the answer.
    ///   - scanner: looks for malware; `nil` for nobody.
    package init(extractor: Extractor, scanner: (any FileScanner)? = nil) {
        self.extractor = extractor
        self.scanner = scanner
    }

    /// - Throws: when the file is no PDF, cannot be opened, or is beyond a limit.
    package func inspect(_ file: SourceFile, password: String? = nil) async throws(Refusal) -> FileInspection {
        guard file.hasHeader else { throw Refusal(.notAPDF, "the file is not a PDF: it does not begin with %PDF-") }
        try await scan(file)
        return try await extractor.read(file, password: password) { session, info throws(Refusal) in
            FileInspection(info: info, findings: try session.findings().sorted { $0.rawValue < $1.rawValue })
        }
    }
}

extension FileInspector {
    private func scan(_ file: SourceFile) async throws(Refusal) {
        guard let scanner else { return }
        let result: ScanResult
        do {
            result = try await scanner.scan(file)
        } catch {
            // Not the file's fault: the same file may come again.
            throw Refusal(.notStarted, error.reason)
        }
        if case .infected(let name) = result { throw Refusal(.infected, "it is infected: \(name)") }
    }
}

extension SourceFile {
    /// Whether it begins as a PDF does.
    var hasHeader: Bool {
        var head = [UInt8](repeating: 0, count: FileInspector.headerBytes)
        let count = pread(descriptor, &head, head.count, 0)
        return count > 0 && head[..<count].beginsLikePDF
    }
}

extension Collection<UInt8> {
    /// Whether "%PDF-" stands somewhere in these bytes.
    var beginsLikePDF: Bool {
        let mark = Array("%PDF-".utf8)
        let bytes = Array(prefix(FileInspector.headerBytes))
        guard bytes.count >= mark.count else { return false }
        return (0...(bytes.count - mark.count)).contains { bytes[$0..<$0 + mark.count].elementsEqual(mark) }
    }
}

/// What is done about each finding.
package struct FindingPolicy: Hashable, Sendable {
    package enum Action: String, Hashable, Sendable, CaseIterable {
        /// Not even mentioned.
        case allow
        /// Stored, and said in the record.
        case flag
        case refuse
    }

    private var actions: [FileFinding: Action]

    /// - Parameter actions: what is not named is flagged.
    package init(_ actions: [FileFinding: Action] = [:]) {
        self.actions = actions
    }

    func action(on finding: FileFinding) -> Action { actions[finding] ?? .flag }

    /// The findings that the record mentions.
    /// - Throws: when one of them is a reason to refuse the file.
    func judge(_ findings: [FileFinding]) throws(IntakeRefusal) -> [String] {
        let refused = findings.filter { action(on: $0) == .refuse }
        guard refused.isEmpty else { throw .findings(refused) }
        return findings.filter { action(on: $0) == .flag }.map(\.rawValue)
    }
}
