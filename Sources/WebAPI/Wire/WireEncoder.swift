/// Writes values as JSON (RFC 8259) in one go: members sorted by name, absent members for `nil`, slashes as they are.
///
/// Foundation's encoder makes a tree of every answer first and converts every name again; of a list of fifty documents that was a fifth of
/// the time that the whole answer took (`Benchmarks/run service`). Both write the same (`WireEncoderTests`).
struct WireEncoder: Encoder {
    let output: WireOutput

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    /// - Parameter names: how the names of members are written; keys of dictionaries stay as they are.
    static func encode(_ value: some Encodable, names: MemberNames) throws -> [UInt8] {
        let output = WireOutput(names)
        try output.write(value)
        return output.bytes
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(WireObject<Key>(output.open(.object), output.naming(of: type)))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer { WireArray(group: output.open(.array)) }

    func singleValueContainer() -> any SingleValueEncodingContainer { WireValue(output: output) }
}

/// Members of an object.
private struct WireObject<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let group: WireGroup
    let naming: WireOutput.Naming

    init(_ group: WireGroup, _ naming: WireOutput.Naming) {
        self.group = group
        self.naming = naming
    }

    var codingPath: [any CodingKey] { [] }

    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        try group.member(key.stringValue, naming) { try $0.write(value) }
    }

    func encodeNil(forKey key: Key) { group.member(key.stringValue, naming) { $0.writeNull() } }
    func encode(_ value: String, forKey key: Key) { group.member(key.stringValue, naming) { $0.write(text: value) } }
    func encode(_ value: Bool, forKey key: Key) { group.member(key.stringValue, naming) { $0.write(truth: value) } }
    func encode(_ value: Int, forKey key: Key) { group.member(key.stringValue, naming) { $0.write(number: value) } }
    func encode(_ value: Double, forKey key: Key) { group.member(key.stringValue, naming) { $0.write(fraction: value) } }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested> {
        superEncoder(forKey: key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { superEncoder(forKey: key).unkeyedContainer() }
    func superEncoder() -> any Encoder { WireEncoder(output: group.lateMember("super", naming)) }
    func superEncoder(forKey key: Key) -> any Encoder { WireEncoder(output: group.lateMember(key.stringValue, naming)) }
}

/// Elements of an array.
private struct WireArray: UnkeyedEncodingContainer {
    let group: WireGroup

    var codingPath: [any CodingKey] { [] }
    var count: Int { group.count }

    func encode<Value: Encodable>(_ value: Value) throws { try group.element { try $0.write(value) } }
    func encodeNil() { group.element { $0.writeNull() } }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        superEncoder().container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { superEncoder().unkeyedContainer() }
    func superEncoder() -> any Encoder { WireEncoder(output: group.lateElement()) }
}

/// One value without members.
private struct WireValue: SingleValueEncodingContainer {
    let output: WireOutput

    var codingPath: [any CodingKey] { [] }

    func encode<Value: Encodable>(_ value: Value) throws { try output.write(value) }
    func encodeNil() { output.writeNull() }
    func encode(_ value: String) { output.write(text: value) }
    func encode(_ value: Bool) { output.write(truth: value) }
    func encode(_ value: Int) { output.write(number: value) }
    func encode(_ value: Double) { output.write(fraction: value) }
}
