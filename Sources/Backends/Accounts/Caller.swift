package import DocumentModel

/// Who asks for something, for the permission and the entry in the audit log.
package enum Caller: Hashable, Sendable {
    /// Somebody over the network.
    case principal(Principal, address: String)
    /// A person with access to the data folder, who may do everything.
    case commandLine
}
