/// The fields of one protobuf message, in order: what a SentencePiece model is written in.
///
/// Only what such a model needs; the wire format is that of the protocol buffers' encoding guide.
struct ProtobufFields {
    enum Value {
        case varint(UInt64)
        case fixed32(UInt32)
        case bytes(ArraySlice<UInt8>)
    }

    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    /// The next field; `nil` at the end.
    mutating func next() throws(VocabularyError) -> (number: Int, value: Value)? {
        while !rest.isEmpty {
            let tag = try varint()
            let number = Int(truncatingIfNeeded: tag >> 3)
            switch tag & 7 {
            case 0: return (number, .varint(try varint()))
            case 1: _ = try take(8)
            case 2: return (number, .bytes(try take(varint())))
            case 5: return (number, .fixed32(try take(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }))
            default: throw .damaged("a protobuf field of kind \(tag & 7)")
            }
        }
        return nil
    }

    private mutating func varint() throws(VocabularyError) -> UInt64 {
        var value: UInt64 = 0
        // Ten groups of seven bits hold 64.
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard let byte = rest.popFirst() else { throw .damaged("it ends within a number") }
            value |= UInt64(byte & 0x7F) << shift
            if byte & 0x80 == 0 { return value }
        }
        throw .damaged("a number of more than 64 bits")
    }

    private mutating func take(_ count: UInt64) throws(VocabularyError) -> ArraySlice<UInt8> {
        guard count <= UInt64(rest.count) else { throw .damaged("a field is longer than the file") }
        defer { rest = rest.dropFirst(Int(count)) }
        return rest.prefix(Int(count))
    }
}
