import Ingestion
import ServiceLifecycle

/// The worker within the service: works until the service shuts down, and lets go of its jobs then.
struct WorkerService: Service {
    let loop: WorkerLoop

    func run() async throws {
        await cancelWhenGracefulShutdown { await loop.run() }
    }
}
