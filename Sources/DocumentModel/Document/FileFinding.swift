/// Something in a file that a reader of it may not expect.
package enum FileFinding: String, Hashable, Sendable, Codable, CaseIterable {
    /// A script that viewers may run.
    case javascript
    /// An action that starts a program or opens a file.
    case launchAction = "launch_action"
    /// Files within the file.
    case attachments
    /// A stream that becomes many hundred times larger when it is read.
    case inflation
}
