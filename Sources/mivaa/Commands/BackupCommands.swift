import ArgumentParser
import Backends
import Foundation
import Persistence

/// `mivaa backup`: all that a service keeps, in one file.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Write all that the service keeps to one file, whether it runs or not.",
        discussion: """
            The file is a tar archive of database, files and secrets with a manifest of their hashes. It has everything that was acknowledged \
            when the backup began. Keep it as safe as the service: whoever has it can read every document and sign tokens.
            """)

    @OptionGroup var options: DataOptions

    @Argument(help: "The file to write; it must not be there yet.")
    var file: String

    func run() async throws {
        let (folder, _) = try options.existingFolder()
        let stores = try await ServiceStores(folder)
        let writer = BackupWriter(database: stores.database, blobs: stores.blobs, secretsFolder: folder.secrets)
        do throws(StoreError) {
            let summary = try await writer.write(to: file, now: ServiceClock.system.now())
            Terminal.write("\(file): \(summary)\n")
        } catch {
            throw CommandFailure("The backup failed: \(error).")
        }
    }
}

/// `mivaa restore`: the way back.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put a backup into an empty folder and check every file of it.",
        discussion: "Jobs that ran when the backup was made go on when the service is started on the folder.")

    @Argument(help: "A file that mivaa backup has written.")
    var file: String

    @Option(help: ArgumentHelp("Folder to restore to; made when it is not there, and otherwise empty.", valueName: "folder"))
    var data: String

    func run() async throws {
        do throws(StoreError) {
            let summary = try await BackupReader().restore(file, to: URL(fileURLWithPath: data).path)
            Terminal.write("\(data): \(summary)\n")
        } catch {
            if case .conflict(let what) = error { throw CommandFailure("The backup cannot be restored into \(what).") }
            throw CommandFailure("The backup cannot be restored: \(error).")
        }
    }
}

extension BackupSummary: CustomStringConvertible {
    /// For people.
    package var description: String {
        "\(documents) documents, \(jobs) jobs, \(files) files, \((Double(sizeBytes) / 1_048_576).formatted(.number.precision(.fractionLength(1)))) MB"
    }
}

/// `mivaa migrate`: brings the database to the form that this version uses.
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Bring the database up to date.",
        discussion: """
            The service does this by itself when it starts; to be run before, when it is to be seen whether it works. Exit status with --check: \
            1 when there is something to do.
            """)

    @OptionGroup var options: DataOptions

    @Flag(help: "Only say what there is to do.")
    var check = false

    func run() async throws {
        let (folder, _) = try options.existingFolder()
        do throws(StoreError) {
            let pending = try SQLiteDatabase.pendingMigrations(path: folder.database)
            for step in pending { Terminal.write("\(check ? "to do" : "done"): \(step)\n") }
            if pending.isEmpty { Terminal.write("\(folder.database) is up to date\n") }
            if !check { _ = try SQLiteDatabase(path: folder.database) }
            guard check, !pending.isEmpty else { return }
        } catch {
            throw CommandFailure("The database cannot be brought up to date: \(error).")
        }
        throw ExitCode(Mivaa.failureStatus)
    }
}
