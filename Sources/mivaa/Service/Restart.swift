import Foundation
import ServiceLifecycle
import Synchronization

/// Asks the service to end as at SIGTERM, and to begin anew in the same process: supervisors see no end.
final class Restart: Service {
    private let isAsked = Atomic<Bool>(false)
    /// 0 when the settings say which port it is.
    private let port = Atomic<Int>(0)
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// To be called where any free port is used, so that the service is reached at the same one again.
    func isServed(at port: Int) { self.port.store(port, ordering: .sequentiallyConsistent) }

    func ask() {
        isAsked.store(true, ordering: .sequentiallyConsistent)
        continuation.yield()
    }

    /// Ends when a restart was asked for; the group of services then shuts down gracefully.
    func run() async throws {
        await cancelWhenGracefulShutdown {
            for await _ in self.stream { return }
        }
    }

    /// Replaces the program by a new start of itself, when that was asked for; returns otherwise. To be called when all has ended.
    func performIfAsked() throws(CommandFailure) {
        guard isAsked.load(ordering: .sequentiallyConsistent) else { return }
        let port = port.load(ordering: .sequentiallyConsistent)
        let arguments = CommandLine.arguments + (port == 0 ? [] : ["--port", String(port)])
        Self.takeSignalsAgain()
        var pointers = arguments.map { strdup($0) }
        pointers.append(nil)
        execv("/proc/self/exe", pointers)
        for pointer in pointers { free(pointer) }
        throw CommandFailure("The service could not start anew: \(String(cString: strerror(errno))).", hint: "Start it again.")
    }

    /// Threads of Dispatch have signals blocked, and what is blocked or ignored stays so in the program that follows.
    private static func takeSignalsAgain() {
        signal(SIGTERM, SIG_DFL)
        signal(SIGINT, SIG_DFL)
        var none = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, nil)
    }
}
