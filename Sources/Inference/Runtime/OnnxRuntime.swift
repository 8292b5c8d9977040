package import Backends
import COnnxRuntime
import Glibc
import Synchronization

/// The process's ONNX Runtime library, opened at run time and proven by a small model before it is used.
///
/// A class because it stands for the library's own process-wide state; it is opened once and handed on.
package final class OnnxRuntime: @unchecked Sendable {
    package struct Settings: Hashable, Sendable {
        /// Number of the CUDA device to run models on; `nil` for the CPU.
        package var cudaDevice: Int?
        /// Working memory of all running models together, in bytes. Without a bound a picture of unusual size would take all there is.
        package var workingMemoryBytes = 2 << 30

        package init() {}
    }

    /// "1.32.0".
    package let version: String
    /// Where this build can run models: "CPUExecutionProvider", "CUDAExecutionProvider", ...
    package let providers: [String]
    package let settings: Settings
    /// Safe because the pointer never changes and the library's functions may be called from any thread.
    let library: OpaquePointer
    private let warn: @Sendable (String) -> Void
    private let hasWarned = Mutex(false)

    /// - Parameter warn: told once when models run on the processor although a CUDA device is set.
    /// - Throws: `.missing` when there is no library at the path, `.failed` when it is not one that this program can use.
    package init(
        libraryPath: String, settings: Settings = Settings(), warn: @escaping @Sendable (String) -> Void = { _ in }
    ) throws(RecognitionError) {
        guard access(libraryPath, R_OK) == 0 else { throw .missing(what: "ONNX Runtime (\(libraryPath))", install: "scripts/setup") }
        var opened: OpaquePointer?
        if let reason = Self.take(mivaa_ort_open(libraryPath, settings.workingMemoryBytes, &opened)) {
            throw .failed("ONNX Runtime (\(libraryPath)) cannot be used: \(reason)")
        }
        guard let opened else { throw .failed("ONNX Runtime (\(libraryPath)) cannot be used") }
        library = opened
        version = String(cString: mivaa_ort_version(opened))
        var names: UnsafeMutablePointer<CChar>?
        _ = Self.take(mivaa_ort_providers(opened, &names))
        providers = Self.take(names)?.split(separator: ",").map(String.init) ?? []
        self.settings = settings
        self.warn = warn
        try SelfTest.run(on: self)
    }

    /// Passes the first warning on: every session would say the same.
    func warnOnce(_ text: String) {
        let isFirst = hasWarned.withLock { hasWarned in
            defer { hasWarned = true }
            return !hasWarned
        }
        if isFirst { warn(text) }
    }

    /// The message as a Swift text, its memory released; `nil` for none.
    static func take(_ message: UnsafeMutablePointer<CChar>?) -> String? {
        guard let message else { return nil }
        defer { free(message) }
        return String(cString: message)
    }
}
