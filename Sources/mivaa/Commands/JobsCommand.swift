import ArgumentParser
import Backends
import DocumentModel
import Foundation
import Persistence

/// `mivaa jobs`: jobs, on the data folder itself.
struct JobsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jobs", abstract: "List, show and control jobs.",
        discussion: "Works on the data folder, whether the service runs or not.",
        subcommands: [List.self, Show.self, Cancel.self, Retry.self, Pause.self, Resume.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Jobs of all workspaces, the newest first.")

        @OptionGroup var options: DataOptions
        @Option(help: "Only jobs in this state; may be repeated.") var status: [JobStatus] = []
        @Option(help: "Only jobs of this batch.") var batch: String?
        @Option(help: "Jobs listed at most.") var limit = 50

        func validate() throws {
            if limit < 1 { throw ValidationError("--limit must be at least 1") }
        }

        func run() async throws {
            var query = JobQuery()
            query.statuses = Set(status)
            query.limit = limit
            if let batch {
                guard let id = BatchID(rawValue: batch) else { throw CommandFailure("\(batch) is not the name of a batch.") }
                query.batch = id
            }
            let wanted = query
            let (jobs, depth) = try await QueueOfFolder.with(options) { queue throws(StoreError) in
                (try await queue.jobs(wanted, in: .installation), try await queue.depth(of: .installation))
            }
            for job in jobs.items { Terminal.write(Self.line(job)) }
            let rest = jobs.totalCount > jobs.items.count ? ", \(jobs.totalCount - jobs.items.count) more" : ""
            Terminal.write("\(jobs.items.count) jobs\(rest); in all \(depth.waiting) wait, \(depth.running) run, \(depth.paused) are paused\n")
        }

        private static func line(_ job: JobRecord) -> String {
            let pages = job.progress.pageCount > 0 ? "  \(job.progress.pagesDone)/\(job.progress.pageCount) pages" : ""
            let failure = job.failure.map { "  \($0.code)" } ?? ""
            return
                "\(job.id)  \(job.status.rawValue)  \(job.progress.percentage) %\(pages)  \(job.kind.rawValue)  \(job.createdAt.iso8601)\(failure)\n"
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Everything about one job, but for what it was told to do.")

        @OptionGroup var options: DataOptions
        @Argument(help: "Its name, as in the list: job_...") var job: String

        func run() async throws {
            let id = try JobsCommand.identifier(job)
            let (found, position) = try await QueueOfFolder.with(options) { queue throws(StoreError) in
                (try await queue.job(id, in: .installation), try await queue.position(of: id, in: .installation))
            }
            guard let found else { throw CommandFailure("There is no job \(job).") }
            Terminal.write(Self.text(of: found, position: position))
        }

        /// The payload is left out: it may hold a password.
        private static func text(of job: JobRecord, position: Int?) -> String {
            var lines = [
                "job        \(job.id)", "kind       \(job.kind.rawValue)", "status     \(job.status.rawValue)", "priority   \(job.priority.name)",
                "workspace  \(job.workspace)", "owner      \(job.owner)",
                "attempt    \(job.attempt), \(job.failureCount) failed of \(job.maximumAttempts)",
                "progress   \(job.progress.percentage) %, \(job.progress.pagesDone) of \(job.progress.pageCount) pages",
                "created    \(job.createdAt.iso8601)",
            ]
            if let document = job.document { lines.append("document   \(document)") }
            if let batch = job.batch { lines.append("batch      \(batch)") }
            if let position { lines.append("waits      behind \(position) others, not before \(job.runAfter.iso8601)") }
            if let started = job.startedAt { lines.append("started    \(started.iso8601)") }
            if let ended = job.endedAt { lines.append("ended      \(ended.iso8601)") }
            if let failure = job.failure { lines.append("failure    \(failure.code): \(failure.message)") }
            for step in job.progress.steps {
                lines.append("step       \(step.name): \(step.status.rawValue)\(step.seconds.map { " (\($0.formatted()) s)" } ?? "")")
            }
            if let result = job.resultJSON { lines.append("result     \(result)") }
            return lines.joined(separator: "\n") + "\n"
        }
    }

    struct Cancel: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Cancel a job; one that runs stops within seconds.")

        @OptionGroup var options: DataOptions
        @Argument(help: "Its name: job_...") var job: String

        func run() async throws { try await JobsCommand.control(job, .cancel, options) }
    }

    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Do a job once more that failed or was cancelled.")

        @OptionGroup var options: DataOptions
        @Argument(help: "Its name: job_...") var job: String

        func run() async throws { try await JobsCommand.control(job, .retry, options) }
    }

    struct Pause: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Pause a job, or give out none at all.", discussion: "Without a name, the whole queue pauses; what runs goes on.")

        @OptionGroup var options: DataOptions
        @Argument(help: "Its name: job_...") var job: String?

        func run() async throws {
            if let job { return try await JobsCommand.control(job, .pause, options) }
            try await QueueOfFolder.with(options) { queue throws(StoreError) in try await queue.setPaused(true) }
            Terminal.write("the queue is paused\n")
        }
    }

    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Go on with a job that was paused, or with the queue.", discussion: "Without a name, the whole queue goes on.")

        @OptionGroup var options: DataOptions
        @Argument(help: "Its name: job_...") var job: String?

        func run() async throws {
            if let job { return try await JobsCommand.control(job, .resume, options) }
            try await QueueOfFolder.with(options) { queue throws(StoreError) in try await queue.setPaused(false) }
            Terminal.write("the queue goes on\n")
        }
    }

    private static func identifier(_ text: String) throws(CommandFailure) -> JobID {
        guard let id = JobID(rawValue: text) else { throw CommandFailure("\(text) is not the name of a job.") }
        return id
    }

    private static func control(_ job: String, _ action: JobAction, _ options: DataOptions) async throws {
        let id = try identifier(job)
        let transition = try await QueueOfFolder.with(options) { queue throws(StoreError) in
            try await queue.control(id, in: .installation, action, now: ServiceClock.system.now())
        }
        guard let transition else { throw CommandFailure("There is no job \(job).") }
        let isAsked = transition.job.status == .processing && action != .resume
        Terminal.write(
            "\(job): \(transition.previousStatus.rawValue) -> \(isAsked ? "\(action.rawValue) asked for" : transition.job.status.rawValue)\n")
    }
}

extension JobStatus: ExpressibleByArgument {}

/// The queue of a data folder, for commands.
enum QueueOfFolder {
    /// - Throws: what goes wrong as a sentence for people; so does a folder that no service has used yet.
    static func with<Outcome: Sendable>(
        _ options: DataOptions, _ work: (any JobQueue) async throws(StoreError) -> Outcome
    ) async throws(CommandFailure) -> Outcome {
        let (folder, _) = try options.existingFolder()
        do throws(StoreError) {
            return try await work(SQLiteJobQueue(try SQLiteDatabase(path: folder.database)))
        } catch {
            if case .conflict(let what) = error { throw CommandFailure("That cannot be done: \(what).") }
            throw CommandFailure("\(error)")
        }
    }
}
