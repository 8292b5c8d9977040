package import Backends
package import DocumentModel

/// Why a document is not taken in.
package enum IntakeRefusal: Error, Hashable, Sendable {
    /// The file itself: no PDF, encrypted, damaged, too many pages.
    case file(Refusal)
    /// It has what the service's settings refuse.
    case findings([FileFinding])
    /// The same bytes are stored already, and the settings refuse them then.
    case duplicate(DocumentID)
    /// The workspace has used up what it may use; says what.
    case quota(String)
    /// The address cannot be one of a document; says why.
    case address(String)
    /// Options that cannot be; says which.
    case options(String)
    /// The document is being processed, or was changed meanwhile.
    case conflict(String)
    case store(StoreError)
}

extension IntakeRefusal: CustomStringConvertible {
    /// One sentence for people.
    package var description: String {
        switch self {
        case .file(let refusal): refusal.detail
        case .findings(let findings): "files with this are not taken: \(findings.map(\.rawValue).joined(separator: ", "))"
        case .duplicate(let document): "the same file is stored already as \(document)"
        case .quota(let what): what
        case .address(let reason): reason
        case .options(let reason): reason
        case .conflict(let what): what
        case .store(let error): error.description
        }
    }
}
