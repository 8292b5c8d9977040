/// Numbers in a box of some dimensions, row by row: what goes into a model and comes out of it.
package struct Tensor: Hashable, Sendable {
    package enum Elements: Hashable, Sendable {
        case float([Float])
        case int64([Int64])
        case int32([Int32])
        case uint8([UInt8])
    }

    /// Sizes of the dimensions, the outermost first; their product is the number of elements.
    package let shape: [Int]
    package let elements: Elements

    package init(_ values: [Float], shape: [Int]) { self.init(.float(values), shape: shape) }
    package init(_ values: [Int64], shape: [Int]) { self.init(.int64(values), shape: shape) }
    package init(_ values: [Int32], shape: [Int]) { self.init(.int32(values), shape: shape) }
    package init(_ values: [UInt8], shape: [Int]) { self.init(.uint8(values), shape: shape) }

    private init(_ elements: Elements, shape: [Int]) {
        precondition(elements.count == shape.reduce(1, *), "as many elements as the shape asks for")
        self.shape = shape
        self.elements = elements
    }

    /// The elements; `nil` when they are of another type.
    package var floats: [Float]? { if case .float(let values) = elements { values } else { nil } }
    /// The elements; `nil` when they are of another type.
    package var int64s: [Int64]? { if case .int64(let values) = elements { values } else { nil } }
    /// The elements; `nil` when they are of another type.
    package var int32s: [Int32]? { if case .int32(let values) = elements { values } else { nil } }
    /// The elements; `nil` when they are of another type.
    package var bytes: [UInt8]? { if case .uint8(let values) = elements { values } else { nil } }
}

extension Tensor.Elements {
    var count: Int {
        switch self {
        case .float(let values): values.count
        case .int64(let values): values.count
        case .int32(let values): values.count
        case .uint8(let values): values.count
        }
    }

    func withBytes<Value, Failure: Error>(_ body: (UnsafeRawBufferPointer) throws(Failure) -> Value) throws(Failure) -> Value {
        switch self {
        case .float(let values): try values.withBytes(body)
        case .int64(let values): try values.withBytes(body)
        case .int32(let values): try values.withBytes(body)
        case .uint8(let values): try values.withBytes(body)
        }
    }
}

extension Array {
    /// `withUnsafeBytes` that keeps the type of the error.
    fileprivate func withBytes<Value, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        try withUnsafeBufferPointer { (buffer) throws(Failure) in try body(UnsafeRawBufferPointer(buffer)) }
    }
}
