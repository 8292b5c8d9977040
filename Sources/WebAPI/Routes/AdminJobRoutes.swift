package import Backends
import DocumentModel
import HTTPTypes

/// Jobs of all workspaces, for administrators of the installation.
package struct AdminJobRoutes: Sendable {
    private let queue: any JobQueue
    private let documents: any DocumentStore
    private let clock: ServiceClock

    package init(queue: any JobQueue, documents: any DocumentStore, clock: ServiceClock) {
        self.queue = queue
        self.documents = documents
        self.clock = clock
    }

    package var routes: [Route] { [list, statistics, one, cancel, action, queueState, queueControl, cleanup] }

    private func route(_ method: HTTPRequest.Method, _ path: String, _ name: String, _ summary: String) -> Route {
        Route(method, "/api/v1/admin/\(path)", name, summary, in: .administration, access: .administrator, rate: .admin)
    }

    private var list: Route {
        route(.get, "jobs", "admin_jobs", "Jobs of all workspaces").query(JobListQuery.self)
            .reply(.ok, "The jobs.", TimedEnvelope<AdminJobListing>.self)
            .replying { call in
                let query = try call.query(JobListQuery.self)
                let listing = try await queue.jobs(query.storeQuery, in: .installation)
                let counts = AdminJobStatistics(try await queue.statistics(of: .installation, now: clock.now()))
                let data = AdminJobListing(
                    jobs: listing.items.map(AdminJob.init), totalCount: listing.totalCount, activeCount: counts.activeJobs,
                    completedCount: counts.completedJobs, failedCount: counts.failedJobs)
                let page = Pagination(total: listing.totalCount, limit: query.part.limit, offset: query.part.offset)
                return try .json(timed("\(listing.totalCount) jobs", data, page))
            }
    }

    private var statistics: Route {
        route(.get, "jobs/statistics", "admin_job_statistics", "Figures about jobs")
            .reply(.ok, "The figures.", TimedEnvelope<AdminJobStatistics>.self)
            .replying { _ in
                try .json(timed("Figures about jobs", AdminJobStatistics(try await queue.statistics(of: .installation, now: clock.now()))))
            }
    }

    private var one: Route {
        route(.get, "jobs/{job_id}", "admin_job", "One job, or what was begun with admin/bulk/process")
            .answering(AdminJob.self) { call in
                let bulk = BulkJob(queue: queue, documents: documents)
                if let job = try await bulk.job(named: call.pathValues["job_id"] ?? "") { return job }
                guard let job = try await queue.job(try call.identifier("job_id"), in: .installation) else { throw APIError.noSuch("job_id") }
                return AdminJob(job)
            }
    }

    private var cancel: Route {
        route(.delete, "jobs/{job_id}", "admin_cancel_job", "Cancels a job").failing(.badRequest)
            .answering(bare: Acknowledgement.self) { call in
                if let batch = BatchID(rawValue: call.pathValues["job_id"] ?? ""), try await queue.batch(batch, in: .installation) != nil {
                    return try await cancel(batch)
                }
                let id: JobID = try call.identifier("job_id")
                guard let job = try await queue.job(id, in: .installation) else { throw APIError.noSuch("job_id") }
                // The contract: 400 for what has ended already.
                guard !job.status.hasEnded else { throw APIError(.badRequest, "The job has ended already.") }
                guard try await queue.control(id, in: .installation, .cancel, now: clock.now()) != nil else { throw APIError.noSuch("job_id") }
                return Acknowledgement(message: "The job is being cancelled.")
            }
    }

    private func cancel(_ batch: BatchID) async throws -> Acknowledgement {
        let count = try await BatchControl(queue: queue, clock: clock).perform(.cancel, on: batch, .installation)
        guard count > 0 else { throw APIError(.badRequest, "The job has ended already.") }
        return Acknowledgement(message: "The job is being cancelled: \(count) documents are not processed.")
    }

    private var action: Route {
        route(.post, "jobs/{job_id}/actions", "admin_job_action", "Cancels, pauses, resumes or retries a job")
            .body(JobActionRequest.self).failing(.conflict)
            .answering(JobActionReply.self) { call in
                let request = try await call.body(JobActionRequest.self)
                let action = JobAction(rawValue: request.action.rawValue) ?? .cancel
                let id: JobID = try call.identifier("job_id")
                guard let transition = try await queue.control(id, in: .installation, action, now: clock.now()) else {
                    throw APIError.noSuch("job_id")
                }
                return JobActionReply(transition, action)
            }
    }

    private var queueState: Route {
        route(.get, "queue", "admin_queue", "What waits and what runs").answering(QueueState.self) { _ in try await state() }
    }

    private var queueControl: Route {
        route(.put, "queue", "admin_queue_control", "Stops and starts giving out jobs").body(QueueControl.self)
            .answering(QueueState.self) { call in
                try await queue.setPaused(try await call.body(QueueControl.self).isPaused)
                return try await state()
            }
    }

    private func state() async throws -> QueueState {
        let depth = try await queue.depth(of: .installation)
        let statistics = try await queue.statistics(of: .installation, now: clock.now())
        return QueueState(
            isPaused: statistics.isPaused, waiting: depth.waiting, running: depth.running, pausedJobs: depth.paused,
            oldestWaitingSeconds: statistics.oldestWaitingSeconds)
    }

    private var cleanup: Route {
        route(.delete, "data/cleanup", "admin_cleanup", "Deletes jobs that ended long ago").query(CleanupQuery.self)
            .answering(CleanupReply.self) { call in
                let query = try call.query(CleanupQuery.self)
                let cutoff = clock.now().adding(seconds: -86_400 * Double(query.daysOld))
                let count = try await queue.removeEnded(before: cutoff, isDryRun: query.dryRun)
                return CleanupReply(
                    oldJobsCount: count, cutoffDate: cutoff.iso8601, dryRun: query.dryRun, jobsDeleted: query.dryRun ? nil : count)
            }
    }

    private func timed<Value: APIMessage>(_ message: String, _ data: Value, _ pagination: Pagination? = nil) -> TimedEnvelope<Value> {
        TimedEnvelope(message: message, data: data, timestamp: clock.now().iso8601, pagination: pagination)
    }
}
