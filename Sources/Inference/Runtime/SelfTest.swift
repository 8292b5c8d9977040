import Backends
import COnnxRuntime

/// Proves that the library's functions are where this program looks for them: a model of one addition, with a text in its metadata,
/// goes through loading, naming, running and reading.
enum SelfTest {
    /// A serialised ONNX model of 85 bytes (version 8 of the format, operator set 13): y = x + x on a vector of floats; metadata
    /// "self-test" = "doubles".
    static let model: [UInt8] = [
        0x08, 0x08, 0x3a, 0x37, 0x0a, 0x0e, 0x0a, 0x01, 0x78, 0x0a, 0x01, 0x78, 0x12, 0x01, 0x79, 0x22, 0x03, 0x41, 0x64, 0x64, 0x12,
        0x01, 0x67, 0x5a, 0x10, 0x0a, 0x01, 0x78, 0x12, 0x0b, 0x0a, 0x09, 0x08, 0x01, 0x12, 0x05, 0x0a, 0x03, 0x12, 0x01, 0x6e, 0x62,
        0x10, 0x0a, 0x01, 0x79, 0x12, 0x0b, 0x0a, 0x09, 0x08, 0x01, 0x12, 0x05, 0x0a, 0x03, 0x12, 0x01, 0x6e, 0x42, 0x02, 0x10, 0x0d,
        0x72, 0x14, 0x0a, 0x09, 0x73, 0x65, 0x6c, 0x66, 0x2d, 0x74, 0x65, 0x73, 0x74, 0x12, 0x07, 0x64, 0x6f, 0x75, 0x62, 0x6c, 0x65,
        0x73,
    ]

    /// Ample for an addition; a library that hangs is as unusable as one that fails.
    private static let limitSeconds = 10.0

    static func run(on runtime: OnnxRuntime) throws(RecognitionError) {
        let session = try InferenceSession(runtime: runtime, bytes: model, device: .cpu)
        let input = Tensor([1, 2.5, -3] as [Float], shape: [3])
        let output = try session.run(["x": input], outputs: ["y"], limit: RunLimit(seconds: limitSeconds))
        let isSound =
            session.inputNames == ["x"] && session.outputNames == ["y"] && session.metadata("self-test") == "doubles"
            && session.metadata("absent") == nil && output == [Tensor([2, 5, -6] as [Float], shape: [3])]
        guard isSound else { throw .failed("ONNX Runtime \(runtime.version) does not compute what it should: its interface is another one") }
    }
}
