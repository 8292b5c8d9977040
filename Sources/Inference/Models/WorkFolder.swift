import Foundation
import Glibc

/// A folder beside the installed models for what is being fetched and built; it goes when the last reference does.
///
/// It is on the store's own file system, so that a finished model is put in place by renaming. A class for its end.
final class WorkFolder {
    private let path: String

    init(in parent: String) throws(ModelError) {
        path = "\(parent)/.installing-\(getpid())"
        try Self.create(path)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// A new folder in it.
    func folder(_ name: String) throws(ModelError) -> String {
        try Self.create("\(path)/\(name)")
        return "\(path)/\(name)"
    }

    func write(_ text: String, to file: String) throws(ModelError) {
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        } catch {
            throw .unwritable(path: file, reason: "\(error)")
        }
    }

    /// Replaces what is at the target; a reader finds the old folder, for a moment none, or the whole new one.
    func move(_ folder: String, to target: String) throws(ModelError) {
        let retired = "\(path)/retired"
        _ = rename(target, retired)
        guard rename(folder, target) == 0 else { throw .unwritable(path: target, reason: String(cString: strerror(errno))) }
        try? FileManager.default.removeItem(atPath: retired)
    }

    private static func create(_ path: String) throws(ModelError) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw .unwritable(path: path, reason: "\(error)")
        }
    }
}
