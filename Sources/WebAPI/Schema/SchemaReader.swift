package import DocumentModel
import Foundation

extension Schema {
    /// The shape of a type, read off what its decoding asks for: names, types, and which members may be absent.
    ///
    /// Choices are enumerations with `CaseIterable` and a raw string.
    package init(of type: any Decodable.Type) {
        switch type {
        case let type as any SchemaDescribed.Type: self = type.schema
        case let type as any APIChoice.Type: self = .choice(of: type)
        case is String.Type: self.init(.string(format: nil))
        case is Bool.Type: self.init(.boolean)
        case is Double.Type, is Float.Type: self.init(.number)
        case is any FixedWidthInteger.Type: self.init(.integer)
        default: self = Schema(readingKeysOf: type)
        }
    }

    private init(readingKeysOf type: any Decodable.Type) {
        let record = PropertyRecord()
        _ = try? type.init(from: SchemaReader(record: record))
        let rules = (type as? any APIMessage.Type)?.rules ?? [:]
        let properties = record.properties.map { property in
            var property = property
            if let rule = rules[property.name] {
                property.schema.rules = rule.completed(by: property.schema.rules)
                if rule.fallback != nil { property.isRequired = false }
            }
            return property
        }
        self.init(.object(properties), name: Self.name(of: type))
    }

    /// "WebAPI.Envelope<WebAPI.ExtractedImages.Image>" becomes "EnvelopeExtractedImagesImage".
    private static func name(of type: Any.Type) -> String {
        String(reflecting: type).replacing("WebAPI.", with: "").filter { $0.isLetter || $0.isNumber }
    }
}

/// A type that says itself what its JSON looks like.
protocol SchemaDescribed {
    static var schema: Schema { get }
}

extension Array: SchemaDescribed where Element: Decodable {
    static var schema: Schema { Schema(.array(Schema(of: Element.self))) }
}

extension Dictionary: SchemaDescribed where Key == String, Value: Decodable {
    static var schema: Schema { Schema(.map(Schema(of: Value.self))) }
}

extension Optional: SchemaDescribed where Wrapped: Decodable {
    static var schema: Schema { Schema(of: Wrapped.self) }
}

extension JSONTree: SchemaDescribed {
    static var schema: Schema { Schema(.any) }
}

extension StoredJSON: SchemaDescribed {
    static var schema: Schema { Schema(.any) }
}

extension Identifier: SchemaDescribed {
    static var schema: Schema {
        Schema(.string(format: nil), rules: FieldRules(minimumCount: 1, maximumCount: 64, pattern: "^[A-Za-z0-9_-]+$"))
    }
}

extension Schema {
    /// The shape of an enumeration of strings.
    static func choice<Value: CaseIterable & RawRepresentable>(of type: Value.Type) -> Schema where Value.RawValue == String {
        Schema(.choice(type.allCases.map(\.rawValue)))
    }
}

/// Conform enumerations of the wire to this: their schema lists the cases.
package protocol APIChoice: Codable, Sendable, CaseIterable, RawRepresentable where RawValue == String {}

/// What a type asked its decoder for.
private final class PropertyRecord {
    var properties: [SchemaProperty] = []

    func add(_ key: any CodingKey, _ schema: Schema, isRequired: Bool) {
        properties.append(SchemaProperty(name: SnakeCase.name(of: key.stringValue), schema: schema, isRequired: isRequired))
    }
}

/// Hands out made-up values and writes down which were asked for.
private struct SchemaReader: Decoder {
    let record: PropertyRecord
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(KeyedReader<Key>(record: record))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw Unreadable() }
    func singleValueContainer() throws -> any SingleValueDecodingContainer { throw Unreadable() }
}

private struct Unreadable: Error {}

private struct KeyedReader<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let record: PropertyRecord
    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { [] }

    func contains(_ key: Key) -> Bool { true }
    func decodeNil(forKey key: Key) -> Bool { true }

    func decode(_ type: Bool.Type, forKey key: Key) -> Bool { note(key, type, false) }
    func decode(_ type: String.Type, forKey key: Key) -> String { note(key, type, "") }
    func decode(_ type: Double.Type, forKey key: Key) -> Double { note(key, type, 0) }
    func decode(_ type: Float.Type, forKey key: Key) -> Float { note(key, type, 0) }
    func decode(_ type: Int.Type, forKey key: Key) -> Int { note(key, type, 0) }
    func decode(_ type: Int8.Type, forKey key: Key) -> Int8 { note(key, type, 0) }
    func decode(_ type: Int16.Type, forKey key: Key) -> Int16 { note(key, type, 0) }
    func decode(_ type: Int32.Type, forKey key: Key) -> Int32 { note(key, type, 0) }
    func decode(_ type: Int64.Type, forKey key: Key) -> Int64 { note(key, type, 0) }
    func decode(_ type: UInt.Type, forKey key: Key) -> UInt { note(key, type, 0) }
    func decode(_ type: UInt8.Type, forKey key: Key) -> UInt8 { note(key, type, 0) }
    func decode(_ type: UInt16.Type, forKey key: Key) -> UInt16 { note(key, type, 0) }
    func decode(_ type: UInt32.Type, forKey key: Key) -> UInt32 { note(key, type, 0) }
    func decode(_ type: UInt64.Type, forKey key: Key) -> UInt64 { note(key, type, 0) }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        record.add(key, Schema(of: type), isRequired: true)
        return try MadeUpValue.make(type)
    }

    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) -> Value? {
        record.add(key, Schema(of: type), isRequired: false)
        return nil
    }

    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) -> Bool? { absent(key, type) }
    func decodeIfPresent(_ type: String.Type, forKey key: Key) -> String? { absent(key, type) }
    func decodeIfPresent(_ type: Double.Type, forKey key: Key) -> Double? { absent(key, type) }
    func decodeIfPresent(_ type: Int.Type, forKey key: Key) -> Int? { absent(key, type) }
    func decodeIfPresent(_ type: Int64.Type, forKey key: Key) -> Int64? { absent(key, type) }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) throws -> KeyedDecodingContainer<Nested> {
        throw Unreadable()
    }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { throw Unreadable() }
    func superDecoder() throws -> any Decoder { throw Unreadable() }
    func superDecoder(forKey key: Key) throws -> any Decoder { throw Unreadable() }

    private func note<Value: Decodable>(_ key: Key, _ type: Value.Type, _ value: Value) -> Value {
        record.add(key, Schema(of: type), isRequired: true)
        return value
    }

    private func absent<Value: Decodable>(_ key: Key, _ type: Value.Type) -> Value? {
        record.add(key, Schema(of: type), isRequired: false)
        return nil
    }
}

/// Any value of a type, so that its owner's decoding goes on to the next member.
private enum MadeUpValue {
    static func make<Value: Decodable>(_ type: Value.Type) throws -> Value {
        if let type = type as? any SampleProviding.Type, let sample = type.sample as? Value { return sample }
        if let type = type as? any APIChoice.Type, let sample = first(of: type) as? Value { return sample }
        return try Value(from: SchemaReader(record: PropertyRecord()))
    }

    private static func first<Choice: APIChoice>(of type: Choice.Type) -> Choice? { type.allCases.first }
}

/// A type that cannot be decoded from made-up members.
private protocol SampleProviding {
    static var sample: Self { get }
}

extension Array: SampleProviding where Element: Decodable { fileprivate static var sample: [Element] { [] } }
extension Dictionary: SampleProviding where Key == String, Value: Decodable { fileprivate static var sample: [String: Value] { [:] } }
extension Optional: SampleProviding where Wrapped: Decodable { fileprivate static var sample: Wrapped? { nil } }
extension JSONTree: SampleProviding { fileprivate static var sample: JSONTree { .null } }
extension StoredJSON: SampleProviding { fileprivate static var sample: StoredJSON { StoredJSON(text: "null") } }
extension Identifier: SampleProviding {
    fileprivate static var sample: Identifier { Identifier(prefix: "x", milliseconds: 0, entropy: (0, 0)) }
}
