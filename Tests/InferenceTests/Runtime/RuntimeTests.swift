import Backends
import Foundation
import Testing

@testable import Inference

@Suite("ONNX Runtime")
struct RuntimeTests {
    private func session() throws -> InferenceSession {
        try InferenceSession(runtime: try InstalledRuntime.shared.get(), bytes: SelfTest.model, device: .cpu)
    }

    @Test("says its version and that it runs on the processor")
    func description() throws {
        let runtime = try InstalledRuntime.shared.get()
        #expect(runtime.version == "1.32.0")
        #expect(runtime.providers.contains("CPUExecutionProvider"))
    }

    @Test("a library that is not there names the command that installs it")
    func missing() {
        #expect(throws: RecognitionError.missing(what: "ONNX Runtime (/nowhere/lib.so)", install: "scripts/setup")) {
            _ = try OnnxRuntime(libraryPath: "/nowhere/lib.so")
        }
    }

    @Test("a library that is something else is refused")
    func foreign() throws {
        let pdfium = InstalledRuntime.vendor + "/pdfium/libpdfium.so"
        #expect(throws: RecognitionError.self) { _ = try OnnxRuntime(libraryPath: pdfium) }
    }

    @Test("a model computes on tensors of any length")
    func addition() throws {
        let values = (0..<1000).map { Float($0) }
        let output = try session().run(["x": Tensor(values, shape: [1000])], outputs: ["y"], limit: RunLimit(seconds: 60))
        #expect(output == [Tensor(values.map { 2 * $0 }, shape: [1000])])
    }

    @Test("a tensor of the wrong type, rank or name is an error with the library's own words, not a crash")
    func wrongInputs() throws {
        let session = try session()
        for inputs in [
            ["x": Tensor([1, 2] as [Int64], shape: [2])], ["x": Tensor([1, 2] as [Float], shape: [1, 2])],
            ["z": Tensor([1, 2] as [Float], shape: [2])], [:],
        ] {
            #expect(throws: RecognitionError.self) { try session.run(inputs, outputs: ["y"], limit: RunLimit(seconds: 60)) }
        }
        let input = ["x": Tensor([1, 2] as [Float], shape: [2])]
        #expect(throws: RecognitionError.self) { try session.run(input, outputs: ["nothing"], limit: RunLimit(seconds: 60)) }
    }

    @Test("bytes that are no model are refused")
    func noModel() throws {
        let runtime = try InstalledRuntime.shared.get()
        for bytes in [[], [1, 2, 3], Array(SelfTest.model.prefix(40))] as [[UInt8]] {
            #expect(throws: RecognitionError.self) { _ = try InferenceSession(runtime: runtime, bytes: bytes, device: .cpu) }
        }
    }

    @Test("a CUDA device that is not there leaves the model on the processor, with a warning")
    func fallback() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).onnx")
        try Data(SelfTest.model).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        var settings = OnnxRuntime.Settings()
        settings.cudaDevice = 9
        let runtime = try OnnxRuntime(libraryPath: InstalledRuntime.path, settings: settings)
        let session = try InferenceSession(runtime: runtime, modelPath: file.path)
        #expect(session.device == .cpu)
        #expect(session.warning?.contains("CUDA") == true)
    }

    @Test("work whose time is over or that was cancelled does not begin to run")
    func limits() throws {
        let input = ["x": Tensor([1] as [Float], shape: [1])]
        let cancelled = RunLimit(seconds: 60)
        cancelled.cancel()
        #expect(throws: RecognitionError.cancelled) { try session().run(input, outputs: ["y"], limit: cancelled) }
    }
}

/// The library that scripts/setup installs.
enum InstalledRuntime {
    static let vendor = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("vendor").path
    static let path = vendor + "/onnxruntime/libonnxruntime.so"
    static let shared = Result<OnnxRuntime, RecognitionError> { () throws(RecognitionError) in try OnnxRuntime(libraryPath: path) }
}
