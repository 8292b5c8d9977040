import DocumentModel
import Ingestion

extension ServiceSettings {
    var intake: DocumentIntake.Settings {
        var intake = DocumentIntake.Settings()
        intake.findings = Ingestion.FindingPolicy([
            .javascript: javascriptPolicy.action, .launchAction: launchPolicy.action, .attachments: attachmentPolicy.action,
            .inflation: inflationPolicy.action,
        ])
        intake.duplicates = Ingestion.DuplicatePolicy(rawValue: duplicates.rawValue) ?? .existing
        return intake
    }

    /// Looks for malware in what comes in; `nil` when none is set.
    var scanner: (any FileScanner)? { clamdSocket.map { ClamdScanner(socketPath: $0) } }

    /// What every workspace may use that has no quota of its own.
    var quota: WorkspaceQuota {
        WorkspaceQuota(documents: quotaDocuments, storedBytes: quotaMegabytes.map { Int64($0) << 20 }, pagesPerDay: quotaPagesPerDay)
    }
}

extension ServiceSettings.FindingPolicy {
    fileprivate var action: Ingestion.FindingPolicy.Action {
        switch self {
        case .allow: .allow
        case .flag: .flag
        case .refuse: .refuse
        }
    }
}

extension WorkspaceQuota {
    /// The same with the standard where it says nothing.
    func filled(from standard: WorkspaceQuota) -> WorkspaceQuota {
        WorkspaceQuota(
            documents: documents ?? standard.documents, storedBytes: storedBytes ?? standard.storedBytes,
            pagesPerDay: pagesPerDay ?? standard.pagesPerDay)
    }
}
