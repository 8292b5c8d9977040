import Backends
import Foundation
import Testing

@testable import Inference

@Suite("The store of models")
struct ModelStoreTests {
    /// A wheel as pip leaves it would need the network; everything after the download works on a folder like this.
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("models-\(UUID().uuidString)").path
    private static let entry = ModelEntry(
        name: "sample", purpose: "nothing", licence: "CC0-1.0", isDefault: false,
        archive: .init("sample", "1.0", sha256: String(repeating: "0", count: 64)),
        files: [
            .member(
                "sample/model.onnx", as: "model.onnx", sizeBytes: 5,
                sha256: "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824")
        ])

    private func install(_ content: String = "hello", version: String? = nil) throws {
        let target = "\(folder)/sample"
        try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
        try Data(content.utf8).write(to: URL(fileURLWithPath: "\(target)/model.onnx"))
        try InstalledModel(version: version ?? Self.entry.version, licence: "CC0-1.0", sha256: [:]).write(in: target)
    }

    private func withFolder(_ body: () throws -> Void) rethrows {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body()
    }

    @Test("a missing model is an error that names the command that installs it")
    func missing() {
        let store = ModelStore(folder: folder)
        #expect(store.state(of: Self.entry) == .missing)
        #expect(throws: RecognitionError.missing(what: "the model sample", install: "mivaa models install sample")) {
            _ = try store.path("model.onnx", of: Self.entry)
        }
    }

    @Test("an installed model gives the paths of its files and verifies")
    func installed() throws {
        try withFolder {
            try install()
            let store = ModelStore(folder: folder)
            #expect(store.state(of: Self.entry) == .installed)
            #expect(try store.path("model.onnx", of: Self.entry) == "\(folder)/sample/model.onnx")
            #expect(try store.damagedFiles(of: Self.entry) == [])
        }
    }

    @Test("a changed file is found by its digest")
    func changed() throws {
        try withFolder {
            try install("hullo")
            #expect(try ModelStore(folder: folder).damagedFiles(of: Self.entry) == ["model.onnx"])
        }
    }

    @Test("an installation of another version counts as missing")
    func otherVersion() throws {
        try withFolder {
            try install(version: "sample 0.9")
            #expect(ModelStore(folder: folder).state(of: Self.entry) == .missing)
        }
    }

    @Test("a model that an older revision of its script built counts as missing")
    func olderRevision() throws {
        try withFolder {
            var entry = Self.entry
            entry.build = .init(script: "build.py", requirements: [])
            try install(version: entry.version)
            #expect(ModelStore(folder: folder).state(of: entry) == .installed)
            entry.build?.revision = 2
            #expect(ModelStore(folder: folder).state(of: entry) == .missing)
        }
    }

    @Test("a folder of the user's replaces the installed one, and has to have the files")
    func supplied() throws {
        try withFolder {
            try install()
            let store = ModelStore(folder: "/nowhere", suppliedFolders: ["sample": "\(folder)/sample"])
            #expect(try store.path("model.onnx", of: Self.entry) == "\(folder)/sample/model.onnx")
            #expect(throws: RecognitionError.self) { _ = try store.path("other.onnx", of: Self.entry) }
        }
    }

    @Test("names are unique, digests and sizes are given for every member")
    func catalogue() {
        let entries = ModelCatalogue.entries
        #expect(Set(entries.map(\.name)).count == entries.count)
        for entry in entries {
            #expect(entry.archive.sha256.count == 64)
            for file in entry.files where file.member != nil { #expect(file.sha256?.count == 64 && file.sizeLimitBytes > 0) }
        }
    }

    @Test("what a tool says is passed on when it fails, and too much output ends it")
    func tools() {
        #expect(throws: ModelError.toolFailed(tool: "sh", message: "no")) { try ExternalTool.run(["sh", "-c", "echo no >&2; exit 3"]) }
        #expect(throws: ModelError.tooLarge(file: "the output of yes", limitBytes: 1000)) {
            try ExternalTool.run(["yes"], outputLimitBytes: 1000)
        }
    }
}
