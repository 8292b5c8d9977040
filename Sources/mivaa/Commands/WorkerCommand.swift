import ArgumentParser
import Backends
import DocumentModel
import Foundation
import Ingestion
import Logging
import ServiceLifecycle
import UnixSignals

/// `mivaa worker`: does jobs of a data folder without serving anybody.
struct WorkerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker", abstract: "Do the jobs of a data folder, without serving clients.",
        discussion: """
            The service does its jobs itself; a worker beside it does more of them at a time, and one without it does what is left. Settings \
            are those of the service (`mivaa settings`). SIGTERM and SIGINT end it: jobs it has are handed on.
            """)

    @OptionGroup var options: DataOptions

    @Flag(help: "Stop when no job is left to do.")
    var untilDone = false

    func run() async throws {
        var settings = try ServiceSettings.read()
        if let data = options.data { settings.dataFolder = data }
        let logger = ServiceLog.start(settings)
        let folder = try DataFolder(settings.dataFolder)
        let stores = try await ServiceStores(folder)
        let reading = try ReadingParts(settings, onChild: { _ in }, logger: logger)
        let bus = InMemoryProgressBus(firstID: UInt64(max(0, ServiceClock.system.now().milliseconds)))
        let background = try BackgroundWork(
            settings, folder: folder, stores: stores, reading: reading, meaning: MeaningSetup(settings.meaning), bus: bus, signal: WorkSignal(),
            reporter: nil, clock: .system, logger: logger)
        var services = background.services.map { ServiceGroupConfiguration.ServiceConfiguration(service: $0) }
        if untilDone {
            services.append(.init(service: QueueWatch(queue: stores.queue), successTerminationBehavior: .gracefullyShutdownGroup))
        }
        logger.notice("working", metadata: ["data": "\(folder.path)", "jobs_at_a_time": "\(background.slots)"])
        let group = ServiceGroup(
            configuration: .init(services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        try await group.run()
        await bus.shutDown()
        await reading.shutDown()
    }
}

/// Ends when no job waits or runs.
private struct QueueWatch: Service {
    private static let secondsBetweenLooks = 0.2

    let queue: any JobQueue

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                if let depth = try? await queue.depth(of: .installation), depth.waiting + depth.running == 0 { return }
                try? await Task.sleep(for: .seconds(Self.secondsBetweenLooks))
            }
        }
    }
}
