import Foundation

/// Vectors as they stand in a column: 32-bit floats, little-endian.
enum VectorColumn {
    static func data(_ values: [Float]) -> Data {
        values.map(\.bitPattern.littleEndian).withUnsafeBytes { Data($0) }
    }

    static func floats(_ data: Data) -> [Float] {
        (0..<data.count / MemoryLayout<Float>.size).map { index in
            data.withUnsafeBytes { Float(bitPattern: UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self))) }
        }
    }
}

/// Compares vectors of a column with one vector.
struct VectorComparison {
    private let vector: [Float]
    /// Columns need not begin where floats may: their bytes are copied here.
    private var scratch: [Float]

    init(with vector: [Float]) {
        self.vector = vector
        scratch = [Float](repeating: 0, count: vector.count)
    }

    /// `nil` when the column has another length.
    mutating func cosine(to data: Data?) -> Double? {
        guard let data, data.count == vector.count * MemoryLayout<Float>.size else { return nil }
        scratch.withUnsafeMutableBytes { target in _ = data.copyBytes(to: target) }
        // Eight sums at a time: additions to one sum would wait for each other.
        var sums = SIMD8<Float>.zero
        vector.withUnsafeBytes { a in
            scratch.withUnsafeBytes { b in
                for offset in stride(from: 0, to: a.count - a.count % 32, by: 32) {
                    sums +=
                        a.loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self)
                        * b.loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self)
                }
            }
        }
        let rest = vector.count - vector.count % 8
        return Double(zip(vector[rest...], scratch[rest...]).reduce(sums.sum()) { $0 + $1.0 * $1.1 })
    }
}
