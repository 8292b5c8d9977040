package import Backends
import COnnxRuntime
import Dispatch
import Synchronization

/// How long one piece of inference may go on: to its time-out, or until it is cancelled.
///
/// It is handed to every `InferenceSession.run` of that piece and ends the one that is running when the time is over.
package final class RunLimit: Sendable {
    private enum State {
        case running
        case cancelled
        case expired
    }

    private struct Guarded {
        var state = State.running
        /// The inference in progress, if any.
        var run: Handle?
    }

    /// Safe because ONNX Runtime allows terminating a run from any thread, and the lock keeps it alive meanwhile.
    private struct Handle: @unchecked Sendable {
        let pointer: OpaquePointer
    }

    private let guarded = Mutex(Guarded())
    private let seconds: Double

    /// - Parameter seconds: counted from now.
    package init(seconds: Double) {
        self.seconds = seconds
        DispatchQueue.global(qos: .utility).asyncAfter(deadline: .now() + seconds) { [weak self] in self?.end(as: .expired) }
    }

    package func cancel() { end(as: .cancelled) }

    /// Throws once the time is over or the work was cancelled: for loops around inferences.
    package func check() throws(RecognitionError) {
        if let failure = guarded.withLock({ self.failure(of: $0.state) }) { throw failure }
    }

    private func end(as state: State) {
        guarded.withLock { guarded in
            guard guarded.state == .running else { return }
            guarded.state = state
            if let run = guarded.run { mivaa_ort_run_terminate(run.pointer) }
        }
    }

    /// Runs `body` while `run` ends with this limit.
    func limiting<Value>(_ run: OpaquePointer, _ body: () throws(RecognitionError) -> Value) throws(RecognitionError) -> Value {
        let handle = Handle(pointer: run)
        guarded.withLock { guarded in
            guarded.run = handle
            if guarded.state != .running { mivaa_ort_run_terminate(handle.pointer) }
        }
        defer { guarded.withLock { $0.run = nil } }
        do {
            return try body()
        } catch {
            try check()
            throw error
        }
    }

    private func failure(of state: State) -> RecognitionError? {
        switch state {
        case .running: nil
        case .cancelled: .cancelled
        case .expired: .timedOut(seconds: seconds)
        }
    }
}
