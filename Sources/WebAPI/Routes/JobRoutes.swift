package import Backends
import DocumentModel
import HTTPTypes

/// Jobs and batches of a workspace: what becomes of what was uploaded.
package struct JobRoutes: Sendable {
    private let queue: any JobQueue
    private let clock: ServiceClock
    private let workers: Int

    /// - Parameter workers: jobs that run at a time, for estimates.
    package init(queue: any JobQueue, clock: ServiceClock, workers: Int) {
        self.queue = queue
        self.clock = clock
        self.workers = workers
    }

    package var routes: [Route] {
        [job, jobs, action, cancel, batches, batch, batchJobs, batchAction]
    }

    private func route(_ method: HTTPRequest.Method, _ path: String, _ name: String, _ summary: String) -> Route {
        let isRead = method == .get
        return Route(
            method, path, name, summary, in: .jobs, access: .permission(isRead ? .readDocuments : .writeDocuments), rate: isRead ? .read : .write)
    }

    private var job: Route {
        route(.get, "/api/v1/documents/jobs/{job_id}", "job", "State and result of a job")
            .also(at: "/api/v1/documents/job/{job_id}", "/api/v1/enhanced/pdf/status/{job_id}", "/api/v1/jobs/{job_id}")
            .answering(JobReply.self) { call in
                let id: JobID = try call.identifier("job_id")
                guard let job = try await queue.job(id, in: try call.scope()) else { throw APIError.noSuch("job_id") }
                var outlooks = outlooks(try call.scope())
                return JobReply(job, outlook: try await outlooks.of(job))
            }
    }

    private var jobs: Route {
        route(.get, "/api/v1/jobs", "jobs", "Jobs of the workspace").query(JobListQuery.self)
            .answering(JobListing.self) { call in
                let query = try call.query(JobListQuery.self)
                return try await listing(query.storeQuery, query.part, try call.scope())
            }
    }

    private var action: Route {
        route(.post, "/api/v1/jobs/{job_id}/actions", "job_action", "Cancels, pauses, resumes or retries a job")
            .body(JobActionRequest.self).failing(.conflict)
            .answering(JobActionReply.self) { call in
                let request = try await call.body(JobActionRequest.self)
                return try await control(call, JobAction(rawValue: request.action.rawValue) ?? .cancel)
            }
    }

    private var cancel: Route {
        route(.delete, "/api/v1/jobs/{job_id}", "cancel_job", "Cancels a job").failing(.conflict)
            .answering(JobActionReply.self) { call in try await control(call, .cancel) }
    }

    private func control(_ call: Call, _ action: JobAction) async throws -> JobActionReply {
        let id: JobID = try call.identifier("job_id")
        guard let transition = try await queue.control(id, in: try call.scope(), action, now: clock.now()) else {
            throw APIError.noSuch("job_id")
        }
        return JobActionReply(transition, action)
    }

    // MARK: Batches

    private var batches: Route {
        route(.get, "/api/v1/batches", "batches", "Batches of the workspace").query(PartQuery.self)
            .answering(BatchListing.self) { call in
                let part = try call.query(PartQuery.self)
                let scope = try call.scope()
                let listing = try await queue.batches(in: scope, limit: part.limit, offset: part.offset)
                var replies: [BatchReply] = []
                for record in listing.items {
                    guard let (batch, counts) = try await queue.batch(record.id, in: scope) else { continue }
                    replies.append(BatchReply(batch, counts, estimate: nil))
                }
                return BatchListing(
                    batches: replies, totalCount: listing.totalCount,
                    pagination: Pagination(total: listing.totalCount, limit: part.limit, offset: part.offset))
            }
    }

    private var batch: Route {
        route(.get, "/api/v1/batches/{batch_id}", "batch", "How far a batch is").also(at: "/api/v1/documents/batches/{batch_id}")
            .answering(BatchReply.self) { call in try await reply(call) }
    }

    private func reply(_ call: Call) async throws -> BatchReply {
        let scope = try call.scope()
        guard let (batch, counts) = try await queue.batch(try call.identifier("batch_id"), in: scope) else {
            throw APIError.noSuch("batch_id")
        }
        let mean = counts.hasEnded ? nil : try await queue.pace(of: scope, now: clock.now()).meanSeconds
        let left = counts.pending + counts.processing
        let estimate = mean.map { clock.now().adding(seconds: Double(left) * $0 / Double(max(1, workers))) }
        return BatchReply(batch, counts, estimate: estimate)
    }

    private var batchJobs: Route {
        route(.get, "/api/v1/batches/{batch_id}/jobs", "batch_jobs", "The jobs of a batch").query(JobListQuery.self)
            .answering(JobListing.self) { call in
                let query = try call.query(JobListQuery.self)
                let scope = try call.scope()
                let id: BatchID = try call.identifier("batch_id")
                guard try await queue.batch(id, in: scope) != nil else { throw APIError.noSuch("batch_id") }
                var stored = query.storeQuery
                stored.batch = id
                return try await listing(stored, query.part, scope)
            }
    }

    private var batchAction: Route {
        route(.post, "/api/v1/batches/{batch_id}/actions", "batch_action", "Cancels, pauses, resumes or retries what is left of a batch")
            .body(JobActionRequest.self)
            .answering(BatchActionReply.self) { call in
                let request = try await call.body(JobActionRequest.self)
                let action = JobAction(rawValue: request.action.rawValue) ?? .cancel
                let scope = try call.scope()
                let id: BatchID = try call.identifier("batch_id")
                guard try await queue.batch(id, in: scope) != nil else { throw APIError.noSuch("batch_id") }
                return BatchActionReply(
                    batchId: id.rawValue, action: action.rawValue,
                    changedJobs: try await BatchControl(queue: queue, clock: clock).perform(action, on: id, scope))
            }
    }

    // MARK: Lists

    private func listing(_ query: JobQuery, _ part: PageOfList, _ scope: Scope) async throws -> JobListing {
        let listing = try await queue.jobs(query, in: scope)
        var outlooks = outlooks(scope)
        var jobs: [JobReply] = []
        for job in listing.items { jobs.append(JobReply(job, outlook: try await outlooks.of(job))) }
        return JobListing(
            jobs: jobs, totalCount: listing.totalCount,
            pagination: Pagination(total: listing.totalCount, limit: part.limit, offset: part.offset))
    }

    private func outlooks(_ scope: Scope) -> JobOutlooks {
        JobOutlooks(queue: queue, scope: scope, workers: workers, now: clock.now())
    }
}
