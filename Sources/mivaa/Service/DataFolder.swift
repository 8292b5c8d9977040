import Foundation

/// The folder of everything the service keeps. Nobody but its owner may look into it.
struct DataFolder: Sendable {
    let path: String

    var database: String { "\(path)/mivaa.sqlite" }
    var blobs: String { "\(path)/blobs" }
    /// Uploads that are arriving. On the same file system as the blobs, so that they become one by a change of name.
    var staging: String { "\(path)/staging" }
    /// Backups asked for over the network.
    var backups: String { "\(path)/backups" }
    var secrets: String { "\(path)/secrets" }
    /// How the service did, for `/performance/summary`.
    var history: String { "\(path)/history" }

    /// Makes what is missing. Uploads that a killed process left behind are removed: none of them was acknowledged.
    init(_ path: String) throws(CommandFailure) {
        self.path = URL(fileURLWithPath: path).path
        for folder in [self.path, blobs, staging, secrets] {
            do {
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            } catch {
                throw CommandFailure("The folder \(folder) cannot be made: \(error.localizedDescription)")
            }
            guard access(folder, W_OK) == 0 else { throw CommandFailure("The folder \(folder) cannot be written to.") }
        }
    }

    /// To be called by the process that serves, before it receives anything.
    func removeLeftovers() {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: staging)) ?? [] { unlink("\(staging)/\(name)") }
    }
}
