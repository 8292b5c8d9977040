import Foundation

/// Where error reports go: a DSN as Sentry and those compatible with it write it.
package struct ReportAddress: Hashable, Sendable {
    /// Of envelopes.
    let url: String
    /// Which project's reports these are. Part of the DSN, so not shown.
    let key: String

    /// `nil` when the text is no DSN: "https://key@errors.example.org/3".
    package init?(_ dsn: String) {
        guard let parts = URLComponents(string: dsn), let scheme = parts.scheme, scheme == "https" || scheme == "http",
            let host = parts.host, !host.isEmpty, let key = parts.user, !key.isEmpty
        else { return nil }
        let path = parts.path.split(separator: "/")
        guard let project = path.last, project.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }) else { return nil }
        let prefix = path.dropLast().map { "/\($0)" }.joined()
        let name = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
        url = "\(scheme)://\(name)\(parts.port.map { ":\($0)" } ?? "")\(prefix)/api/\(project)/envelope/"
        self.key = key
    }
}
