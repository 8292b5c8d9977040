import Foundation

extension ServiceSettings {
    /// Bytes of a file of settings; a line for each setting is some 4 kB.
    private static let largestFile = 1 << 20

    /// The defaults, changed by the file that `MIVAA_CONFIG` names, changed by the environment.
    ///
    /// - Throws: when a setting is unknown or cannot be understood: a misspelt limit must not silently be none.
    static func read(environment: [String: String] = ProcessInfo.processInfo.environment) throws(CommandFailure) -> ServiceSettings {
        var settings = ServiceSettings()
        if let path = environment["MIVAA_CONFIG"], !path.isEmpty {
            for (name, value) in try pairs(ofFile: path) { try settings.set(name, to: value, from: path) }
        }
        for (name, value) in environment.sorted(by: { $0.key < $1.key }) where name.hasPrefix("MIVAA_") && !elsewhere.contains(name) {
            try settings.set(name, to: value, from: "the environment")
        }
        try settings.checkCombination()
        return settings
    }

    private mutating func set(_ name: String, to value: String, from source: String) throws(CommandFailure) {
        guard let entry = Self.table.first(where: { $0.name == name }) else {
            throw CommandFailure("\(source) has \(name), which is no setting.", hint: "mivaa settings lists them all.")
        }
        if let expectation = entry.read(value, &self) {
            let shown = entry.isSecret ? "a value" : "\"\(value)\""
            throw CommandFailure("\(source) sets \(name) to \(shown); expected is \(expectation).")
        }
    }

    private func checkCombination() throws(CommandFailure) {
        if (tlsCertificate == nil) != (tlsKey == nil) {
            throw CommandFailure("MIVAA_TLS_CERTIFICATE and MIVAA_TLS_KEY belong together: one of them is missing.")
        }
        let provider = [oidcIssuer, oidcAudience, oidcJWKSURL]
        if provider.contains(where: { $0 != nil }), provider.contains(where: { $0 == nil }) {
            throw CommandFailure("MIVAA_OIDC_ISSUER, MIVAA_OIDC_AUDIENCE and MIVAA_OIDC_JWKS_URL belong together: one of them is missing.")
        }
        if let chunkOverlapTokens, chunkOverlapTokens * 2 > chunkTokens {
            throw CommandFailure(
                "MIVAA_CHUNK_OVERLAP is more than half of MIVAA_CHUNK_TOKENS, \(chunkTokens): chunks would mostly repeat each other.")
        }
        try checkLanguageSettings()
    }

    private func checkLanguageSettings() throws(CommandFailure) {
        if (languageURL == nil) != languageModels.isEmpty {
            throw CommandFailure("MIVAA_LLM_URL and MIVAA_LLM_MODELS belong together: one of them is missing.")
        }
        if languageKey != nil, languageKeyFile != nil {
            throw CommandFailure("MIVAA_LLM_KEY and MIVAA_LLM_KEY_FILE are both set; one is enough.")
        }
    }

    /// Lines of `NAME=value`; empty ones and those that begin with `#` are passed over.
    private static func pairs(ofFile path: String) throws(CommandFailure) -> [(String, String)] {
        guard let data = FileManager.default.contents(atPath: path), data.count <= largestFile else {
            throw CommandFailure("The settings in \(path) cannot be read.")
        }
        var pairs: [(String, String)] = []
        for (index, line) in String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let text = line.trimmingCharacters(in: .whitespaces)
            if text.isEmpty || text.hasPrefix("#") { continue }
            guard let equals = text.firstIndex(of: "=") else {
                throw CommandFailure("Line \(index + 1) of \(path) is not NAME=value.")
            }
            let value = text[text.index(after: equals)...].trimmingCharacters(in: .whitespaces)
            pairs.append((text[..<equals].trimmingCharacters(in: .whitespaces), Self.unquoted(value)))
        }
        return pairs
    }

    private static func unquoted(_ value: String) -> String {
        guard value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") else { return value }
        return String(value.dropFirst().dropLast())
    }
}
