/// `FoldedScalar` for any scalar value, by table where text mostly is.
struct ScalarFolding: Sendable {
    private let table: [FoldedScalar]
    private let lowering: Bool

    /// Latin to kana: what lies beyond is folded anew each time. A table of all 1.1 million would take seconds to make.
    private static let tableSize: UInt32 = 0x3400

    static let lowercase = ScalarFolding(lowering: true)
    static let cased = ScalarFolding(lowering: false)

    private init(lowering: Bool) {
        self.lowering = lowering
        // U+3400 lies below the surrogates: every value is a scalar.
        table = (0..<Self.tableSize).map { value in
            Unicode.Scalar(value).map { FoldedScalar($0, lowering: lowering) } ?? .dropped
        }
    }

    @inline(__always)
    subscript(scalar: Unicode.Scalar) -> FoldedScalar {
        scalar.value < Self.tableSize ? table[Int(scalar.value)] : FoldedScalar(scalar, lowering: lowering)
    }
}
