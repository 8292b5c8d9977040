package import Backends
import COnnxRuntime

/// A loaded model, run by one thread at a time.
///
/// A class because it owns native memory. It is not Sendable: an `EnginePool` gives each of its threads a session of its own.
package final class InferenceSession {
    package enum Device: Hashable, Sendable {
        case cpu
        case cuda(Int)
    }

    package let inputNames: [String]
    package let outputNames: [String]
    /// Where it runs.
    package let device: Device
    /// Why it runs on the CPU although a CUDA device is set; `nil` when it runs where it should.
    package let warning: String?

    private let runtime: OnnxRuntime
    private let session: OpaquePointer

    /// Loads the model at the path on the device of the runtime's settings; on the CPU, with `warning`, when that device refuses it.
    package convenience init(runtime: OnnxRuntime, modelPath: String) throws(RecognitionError) {
        guard let number = runtime.settings.cudaDevice else {
            try self.init(runtime: runtime, path: modelPath, device: .cpu)
            return
        }
        do {
            try self.init(runtime: runtime, path: modelPath, device: .cuda(number))
        } catch {
            let warning = "CUDA device \(number) is not used, models run on the processor: \(error)"
            try self.init(runtime: runtime, path: modelPath, device: .cpu, warning: warning)
            runtime.warnOnce(warning)
        }
    }

    private convenience init(
        runtime: OnnxRuntime, path: String, device: Device, warning: String? = nil
    ) throws(RecognitionError) {
        let opened = try CStrings.with([path]) { (texts) throws(RecognitionError) in
            try Self.open(runtime, UnsafeRawPointer(texts[0]), 0, device)
        }
        self.init(runtime: runtime, session: opened, device: device, warning: warning)
    }

    /// Loads a model from its bytes.
    package convenience init(runtime: OnnxRuntime, bytes: [UInt8], device: Device) throws(RecognitionError) {
        guard !bytes.isEmpty else { throw .failed("the model is empty") }
        let opened = try bytes.withUnsafeBufferPointer { (buffer) throws(RecognitionError) in
            try Self.open(runtime, UnsafeRawPointer(buffer.baseAddress), buffer.count, device)
        }
        self.init(runtime: runtime, session: opened, device: device, warning: nil)
    }

    private init(runtime: OnnxRuntime, session: OpaquePointer, device: Device, warning: String?) {
        self.runtime = runtime
        self.session = session
        self.device = device
        self.warning = warning
        inputNames = Self.names { mivaa_ort_input_name(session, $0) }
        outputNames = Self.names { mivaa_ort_output_name(session, $0) }
    }

    deinit { mivaa_ort_session_close(session) }

    private static func open(
        _ runtime: OnnxRuntime, _ model: UnsafeRawPointer?, _ sizeBytes: Int, _ device: Device
    ) throws(RecognitionError) -> OpaquePointer {
        let number: Int32 = if case .cuda(let number) = device { Int32(clamping: number) } else { -1 }
        var opened: OpaquePointer?
        if let reason = OnnxRuntime.take(mivaa_ort_session_open(runtime.library, model, sizeBytes, number, &opened)) {
            throw .failed(reason)
        }
        guard let opened else { throw .failed("the model was not loaded") }
        return opened
    }

    private static func names(_ name: (Int) -> UnsafePointer<CChar>?) -> [String] {
        var names: [String] = []
        while let text = name(names.count) { names.append(String(cString: text)) }
        return names
    }

    /// A text stored with the model; `nil` when there is none of that key.
    package func metadata(_ key: String) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard OnnxRuntime.take(mivaa_ort_metadata(session, key, &text)) == nil else { return nil }
        return OnnxRuntime.take(text)
    }

    /// The named outputs, in the order of their names.
    package func run(_ inputs: [String: Tensor], outputs: [String], limit: RunLimit) throws(RecognitionError) -> [Tensor] {
        try run(inputs, outputs: outputs, limit: limit) { (results) throws(RecognitionError) in
            var tensors: [Tensor] = []
            for result in results { tensors.append(try result.tensor()) }
            return tensors
        }
    }

    /// What `body` makes of the named outputs, without copying them: they are gone when it returns.
    package func run<Value>(
        _ inputs: [String: Tensor], outputs: [String], limit: RunLimit, _ body: ([BorrowedTensor]) throws(RecognitionError) -> Value
    ) throws(RecognitionError) -> Value {
        try limit.check()
        guard max(inputs.count, outputs.count) <= Int(MIVAA_ORT_MAX_TENSORS) else { throw .failed("too many inputs or outputs") }
        var results = [mivaa_ort_output](repeating: mivaa_ort_output(), count: outputs.count)
        defer { for index in results.indices where results[index].value != nil { mivaa_ort_output_release(session, &results[index]) } }
        try withRun(limit) { (run) throws(RecognitionError) in
            try NativeInputs.with(inputs) { (native) throws(RecognitionError) in
                try CStrings.with(outputs) { (names) throws(RecognitionError) in
                    let message = mivaa_ort_infer(session, run, native, native.count, names, names.count, &results)
                    if let reason = OnnxRuntime.take(message) { throw RecognitionError.failed(reason) }
                }
            }
        }
        return try body(results.map(BorrowedTensor.init))
    }

    private func withRun(_ limit: RunLimit, _ body: (OpaquePointer) throws(RecognitionError) -> Void) throws(RecognitionError) {
        var created: OpaquePointer?
        if let reason = OnnxRuntime.take(mivaa_ort_run_create(runtime.library, &created)) { throw .failed(reason) }
        guard let run = created else { throw .failed("no inference could be prepared") }
        defer { mivaa_ort_run_release(run) }
        try limit.limiting(run) { () throws(RecognitionError) in try body(run) }
    }
}
