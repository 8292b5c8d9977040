package import Backends
import COnnxRuntime

/// An output in the memory of ONNX Runtime: valid only inside the closure that was given it.
package struct BorrowedTensor {
    /// Sizes of the dimensions, the outermost first.
    package let shape: [Int]
    private let type: Int32
    private let data: UnsafeRawPointer?
    private let count: Int

    init(_ output: mivaa_ort_output) {
        var dimensions = output.shape
        shape = withUnsafeBytes(of: &dimensions) { bytes in
            bytes.bindMemory(to: Int64.self).prefix(output.rank).map { Int($0) }
        }
        type = output.type
        data = output.data
        count = output.count
    }

    /// The elements, row by row.
    /// - Throws: `.failed` when they are of another type.
    package func floats() throws(RecognitionError) -> UnsafeBufferPointer<Float> { try elements(MIVAA_ORT_FLOAT) }

    /// A copy that lives on.
    func tensor() throws(RecognitionError) -> Tensor {
        switch type {
        case MIVAA_ORT_FLOAT: Tensor(Array(try elements(type) as UnsafeBufferPointer<Float>), shape: shape)
        case MIVAA_ORT_INT64: Tensor(Array(try elements(type) as UnsafeBufferPointer<Int64>), shape: shape)
        case MIVAA_ORT_INT32: Tensor(Array(try elements(type) as UnsafeBufferPointer<Int32>), shape: shape)
        case MIVAA_ORT_UINT8: Tensor(Array(try elements(type) as UnsafeBufferPointer<UInt8>), shape: shape)
        default: throw .failed("an output has elements of a type that is not known (\(type))")
        }
    }

    private func elements<Element>(_ expected: Int32) throws(RecognitionError) -> UnsafeBufferPointer<Element> {
        guard type == expected else { throw .failed("an output has elements of another type (\(type), not \(expected))") }
        return UnsafeBufferPointer(start: data?.assumingMemoryBound(to: Element.self), count: count)
    }
}
