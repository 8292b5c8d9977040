import Backends
import COnnxRuntime
import Glibc

/// Tensors in the form that C takes them, without copying their elements.
enum NativeInputs {
    static func with(
        _ tensors: [String: Tensor], _ body: ([mivaa_ort_input]) throws(RecognitionError) -> Void
    ) throws(RecognitionError) {
        try add(Array(tensors), from: 0, to: [], body)
    }

    /// One more level of closures for each tensor: the pointers of all of them are valid in the innermost.
    private static func add(
        _ tensors: [(key: String, value: Tensor)], from index: Int, to inputs: [mivaa_ort_input],
        _ body: ([mivaa_ort_input]) throws(RecognitionError) -> Void
    ) throws(RecognitionError) {
        guard index < tensors.count else { return try body(inputs) }
        let (name, tensor) = tensors[index]
        let shape = tensor.shape.map(Int64.init)
        try CStrings.with([name]) { (names) throws(RecognitionError) in
            try tensor.elements.withBytes { (bytes) throws(RecognitionError) in
                try shape.withUnsafeBufferPointer { (dimensions) throws(RecognitionError) in
                    let input = mivaa_ort_input(
                        name: names[0], type: tensor.elements.nativeType, data: bytes.baseAddress, size_bytes: bytes.count,
                        shape: dimensions.baseAddress, rank: dimensions.count)
                    try add(tensors, from: index + 1, to: inputs + [input], body)
                }
            }
        }
    }
}

enum CStrings {
    /// Runs `body` with the texts as C strings, which are gone when it returns.
    static func with<Value>(
        _ texts: [String], _ body: ([UnsafePointer<CChar>?]) throws(RecognitionError) -> Value
    ) throws(RecognitionError) -> Value {
        let copies = texts.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return try body(copies.map { UnsafePointer($0) })
    }
}

extension Tensor.Elements {
    fileprivate var nativeType: Int32 {
        switch self {
        case .float: MIVAA_ORT_FLOAT
        case .int64: MIVAA_ORT_INT64
        case .int32: MIVAA_ORT_INT32
        case .uint8: MIVAA_ORT_UINT8
        }
    }
}
