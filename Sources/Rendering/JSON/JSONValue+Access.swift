extension JSONValue {
    /// The member; `nil` when absent or null.
    subscript(_ key: String) -> JSONValue? {
        guard case .object(let members) = self, let value = members[key], value != .null else { return nil }
        return value
    }

    func required(_ key: String) throws(JSONError) -> JSONValue {
        guard let value = self[key] else { throw .missing(key) }
        return value
    }

    func double(_ key: String) throws(JSONError) -> Double { try required(key).asDouble(key) }
    func int(_ key: String) throws(JSONError) -> Int { try required(key).asInt(key) }
    func string(_ key: String) throws(JSONError) -> String { try required(key).asString(key) }

    func boolean(_ key: String) throws(JSONError) -> Bool {
        guard case .boolean(let value) = try required(key) else { throw .wrongType(key) }
        return value
    }

    func optionalInt(_ key: String) throws(JSONError) -> Int? { try self[key]?.asInt(key) }
    func optionalDouble(_ key: String) throws(JSONError) -> Double? { try self[key]?.asDouble(key) }
    func optionalString(_ key: String) throws(JSONError) -> String? { try self[key]?.asString(key) }

    /// The elements of a member; none when it is absent.
    func elements<T>(_ key: String, _ read: (JSONValue) throws(JSONError) -> T) throws(JSONError) -> [T] {
        guard let value = self[key] else { return [] }
        guard case .array(let elements) = value else { throw .wrongType(key) }
        var result: [T] = []
        result.reserveCapacity(elements.count)
        for element in elements { result.append(try read(element)) }
        return result
    }

    /// The enumeration case that a snake-case name stands for.
    func name<T: RawRepresentable<String>>(_ key: String) throws(JSONError) -> T {
        try required(key).asName(key)
    }

    func asName<T: RawRepresentable<String>>(_ key: String) throws(JSONError) -> T {
        guard let value = T(rawValue: JSONName.camelCase(try asString(key))) else { throw .wrongType(key) }
        return value
    }

    func asString(_ key: String) throws(JSONError) -> String {
        guard case .string(let value) = self else { throw .wrongType(key) }
        return value
    }

    func asDouble(_ key: String) throws(JSONError) -> Double {
        guard case .number(let value) = self else { throw .wrongType(key) }
        return value
    }

    func asInt(_ key: String) throws(JSONError) -> Int {
        guard let value = Int(exactly: try asDouble(key)) else { throw .wrongType(key) }
        return value
    }
}
