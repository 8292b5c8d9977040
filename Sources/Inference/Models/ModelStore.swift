package import Backends
import Foundation
import Glibc

/// The folder with the installed models, one folder each, and folders of the user's own that replace some.
package struct ModelStore: Sendable {
    package enum State: Hashable, Sendable {
        case installed
        case missing
        /// A folder of the user's, which is taken as it is.
        case supplied(folder: String)
    }

    package let folder: String
    /// By name of the model: folders to use instead of the installed ones.
    package let suppliedFolders: [String: String]

    package init(folder: String, suppliedFolders: [String: String] = [:]) {
        self.folder = folder
        self.suppliedFolders = suppliedFolders
    }

    package func state(of entry: ModelEntry) -> State {
        if let supplied = suppliedFolders[entry.name] { return .supplied(folder: supplied) }
        let isComplete =
            InstalledModel.read(in: folder(of: entry))?.version == entry.version
            && entry.files.allSatisfy { access("\(folder(of: entry))/\($0.name)", R_OK) == 0 }
        return isComplete ? .installed : .missing
    }

    /// Path of one of the model's files, which is there.
    /// - Throws: `.missing` with the command that installs it, or with the user's folder that lacks the file.
    package func path(_ file: String, of entry: ModelEntry) throws(RecognitionError) -> String {
        switch state(of: entry) {
        case .missing: throw .missing(what: "the model \(entry.name)", install: entry.installCommand)
        case .installed: return "\(folder(of: entry))/\(file)"
        case .supplied(let supplied):
            let path = "\(supplied)/\(file)"
            guard access(path, R_OK) == 0 else {
                throw .missing(what: "\(file) of the model \(entry.name) in \(supplied)", install: "copy it there, or unset the folder")
            }
            return path
        }
    }

    /// Names of the files that are missing or not what they were when they were installed; empty when all is well.
    package func damagedFiles(of entry: ModelEntry) throws(ModelError) -> [String] {
        guard state(of: entry) == .installed, let record = InstalledModel.read(in: folder(of: entry)) else {
            return state(of: entry) == .missing ? entry.files.map(\.name) : []
        }
        var damaged: [String] = []
        for file in entry.files {
            let digest = try FileDigest.sha256(of: "\(folder(of: entry))/\(file.name)")
            // What is built has no digest of its own in the catalogue.
            if digest != file.sha256 ?? record.sha256[file.name] { damaged.append(file.name) }
        }
        return damaged
    }

    func folder(of entry: ModelEntry) -> String { "\(folder)/\(entry.name)" }
}

/// What the installer leaves beside the files of a model.
struct InstalledModel: Codable {
    static let fileName = "installed.json"

    var version: String
    var licence: String
    /// By name of the file.
    var sha256: [String: String]

    /// `nil` when there is none that can be read.
    static func read(in folder: String) -> InstalledModel? {
        guard let data = FileManager.default.contents(atPath: "\(folder)/\(fileName)") else { return nil }
        return try? JSONDecoder().decode(InstalledModel.self, from: data)
    }

    func write(in folder: String) throws(ModelError) {
        let path = "\(folder)/\(Self.fileName)"
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        do {
            try encoder.encode(self).write(to: URL(fileURLWithPath: path))
        } catch {
            throw .unwritable(path: path, reason: "\(error)")
        }
    }
}
