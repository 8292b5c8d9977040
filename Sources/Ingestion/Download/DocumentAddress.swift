import Foundation

/// Where a document is to be downloaded from: an address of http or https, taken apart.
///
/// Parsed by hand and strictly: what two parsers understand differently is how guards are got around.
package struct DocumentAddress: Hashable, Sendable {
    package enum Scheme: String, Hashable, Sendable {
        case http, https

        var port: Int { self == .https ? 443 : 80 }
    }

    package let scheme: Scheme
    /// A name in lower case or a number, without brackets.
    package let host: String
    package let port: Int
    /// Path and query: what is asked of the host.
    package let target: String

    /// Bytes; the limit of the original service, which browsers had.
    static let mostBytes = 2083

    /// - Throws: why it cannot be the address of a document.
    package init(_ text: String) throws(AddressProblem) {
        guard text.utf8.count <= Self.mostBytes else { throw AddressProblem("it is longer than \(Self.mostBytes) bytes") }
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !Self.isForbidden($0) }) else {
            throw AddressProblem("it has spaces or characters that must be written as %XX or in Punycode")
        }
        guard let colon = text.firstIndex(of: ":"), let scheme = Scheme(rawValue: text[..<colon].lowercased()),
            text[colon...].hasPrefix("://")
        else { throw AddressProblem("it must begin with http:// or https://") }
        let rest = text[text.index(colon, offsetBy: 3)...]
        let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
        (host, port) = try Self.authority(rest[..<end], scheme)
        self.scheme = scheme
        target = Self.target(rest[end...])
    }

    /// Quotes, brackets and backslashes do not stand in addresses (RFC 3986), but some programs take a backslash for a slash.
    private static func isForbidden(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "^"), UInt8(ascii: "`"),
            UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "|"):
            true
        default: false
        }
    }

    private static func target(_ rest: Substring) -> String {
        let visible = rest.prefix { $0 != "#" }
        return visible.hasPrefix("/") ? String(visible) : "/\(visible)"
    }

    private static func authority(_ text: Substring, _ scheme: Scheme) throws(AddressProblem) -> (host: String, port: Int) {
        guard !text.contains("@") else { throw AddressProblem("it must not hold a user's name or password") }
        if text.hasPrefix("[") {
            guard let close = text.firstIndex(of: "]") else { throw AddressProblem("its host is not complete") }
            let host = text[text.index(after: text.startIndex)..<close]
            guard IPAddress(String(host)) != nil else { throw AddressProblem("its host is no IPv6 address") }
            return (host.lowercased(), try port(text[text.index(after: close)...], scheme))
        }
        let end = text.firstIndex(of: ":") ?? text.endIndex
        let host = text[..<end]
        guard (1...253).contains(host.utf8.count), host.utf8.allSatisfy(isInName), host.utf8.contains(where: isLetterOrDigit) else {
            throw AddressProblem("its host is not a name")
        }
        return (host.lowercased(), try port(text[end...], scheme))
    }

    private static func isInName(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
    }

    private static func port(_ text: Substring, _ scheme: Scheme) throws(AddressProblem) -> Int {
        guard text.hasPrefix(":") else {
            guard text.isEmpty else { throw AddressProblem("its host is followed by something else than a port") }
            return scheme.port
        }
        let digits = text.dropFirst()
        if digits.isEmpty { return scheme.port }
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = Int(digits), (1...65_535).contains(port) else {
            throw AddressProblem("its port is no number between 1 and 65535")
        }
        // Below 1024 other services listen, some of which act on what an HTTP request looks like to them.
        guard port >= 1024 || port == 80 || port == 443 else { throw AddressProblem("port \(port) is not one of the web") }
        return port
    }

    /// The address that a redirection from here leads to (RFC 9110 10.2.2).
    func following(_ location: String) throws(AddressProblem) -> DocumentAddress {
        if location.contains("://"), location.firstIndex(of: ":").map({ location[..<$0].allSatisfy(\.isLetter) }) == true {
            return try DocumentAddress(location)
        }
        if location.hasPrefix("//") { return try DocumentAddress("\(scheme.rawValue):\(location)") }
        if location.hasPrefix("/") { return try DocumentAddress(origin + location) }
        let path = target.prefix { $0 != "?" }
        if location.hasPrefix("?") { return try DocumentAddress("\(origin)\(path)\(location)") }
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "/"
        return try DocumentAddress("\(origin)\(folder)\(location)")
    }

    /// As in the header `Host`: with the port where it is not the usual one.
    var hostField: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == scheme.port ? name : "\(name):\(port)"
    }

    private var origin: String { "\(scheme.rawValue)://\(hostField)" }

    package var text: String { origin + target }

    /// The last part of the path; "document.pdf" where that is none.
    package var filename: String {
        let last = target.prefix { $0 != "?" }.split(separator: "/").last.map(String.init) ?? ""
        let name = String(
            (last.removingPercentEncoding ?? last).unicodeScalars.filter { $0.value >= 0x20 && $0 != "/" && $0 != "\\" }.map(Character.init))
        return name.isEmpty || name.allSatisfy { $0 == "." } ? "document.pdf" : String(name.prefix(200))
    }
}

/// Why a text cannot be the address of a document, for people.
package struct AddressProblem: Error, Hashable, Sendable {
    package let reason: String

    init(_ reason: String) {
        self.reason = reason
    }
}
