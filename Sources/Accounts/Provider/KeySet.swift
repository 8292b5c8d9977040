import Foundation
import JWTKit

/// Keys of a provider by name, each with the one algorithm it serves for.
struct KeySet: Sendable {
    /// A provider has a handful.
    private static let mostKeys = 64
    private static let mostBytes = 256 * 1024

    private let keys: [String: any JWTAlgorithm]

    /// `nil` when the bytes are no key set. Keys that are not RSA (RS256, at least 2048 bits) or P-256 (ES256) are left out: above all
    /// symmetric ones, with which everybody who can read the set could sign.
    init?(json: [UInt8]) async {
        guard json.count <= Self.mostBytes, let object = try? JSONSerialization.jsonObject(with: Data(json)) as? [String: Any],
            let list = object["keys"] as? [[String: Any]], list.count <= Self.mostKeys
        else { return nil }
        var keys: [String: any JWTAlgorithm] = [:]
        for description in list.compactMap(KeyDescription.init) {
            keys[description.name] = await description.key()
        }
        self.keys = keys
    }

    /// - Parameter name: "" for a key without one.
    func key(_ name: String) -> (any JWTAlgorithm)? { keys[name] }
}

/// One key of a set that may serve to check signatures.
private struct KeyDescription {
    let name: String
    private let key: JWK

    init?(_ members: [String: Any]) {
        // Private members would be the provider's mistake; they are not for us to hold.
        let shareable = members.filter { ["kty", "n", "e", "crv", "x", "y"].contains($0.key) }
        guard members["use"] as? String ?? "sig" == "sig", let algorithm = Self.algorithm(of: members),
            members["alg"] as? String ?? algorithm.rawValue == algorithm.rawValue,
            let json = try? JSONSerialization.data(withJSONObject: shareable), var key = try? JWK(json: String(decoding: json, as: UTF8.self))
        else { return nil }
        name = members["kid"] as? String ?? ""
        key.algorithm = algorithm
        key.keyIdentifier = JWKIdentifier(string: "key")
        self.key = key
    }

    private static func algorithm(of members: [String: Any]) -> JWK.Algorithm? {
        switch (members["kty"] as? String, members["crv"] as? String) {
        case ("RSA", _): .rs256
        case ("EC", "P-256"): .es256
        default: nil
        }
    }

    /// `nil` when its numbers make no key, or a weak one.
    func key() async -> (any JWTAlgorithm)? {
        let collection = JWTKeyCollection()
        guard (try? await collection.add(jwk: key)) != nil else { return nil }
        return try? await collection.getKey()
    }
}
