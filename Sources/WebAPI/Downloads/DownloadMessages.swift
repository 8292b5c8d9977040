import HTTPTypes

/// Where a browser finds the answer to a request.
struct DownloadLink: APIMessage {
    /// To be opened in the browser that asked, once.
    var url: String
    /// Seconds until it is too late to begin.
    var expiresIn: Int
}

/// The client's wish to fetch the answer later, without its token: `Prefer: download-link` (RFC 7240).
enum LinkPreference {
    static let name = "download-link"

    static func isIn(_ headers: HTTPFields) -> Bool {
        headers[values: .prefer].joined(separator: ",").split(separator: ",").contains { entry in
            entry.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }.lowercased() == name
        }
    }
}

/// The secret of a link, in the browser that asked for it (RFC 6265).
struct DownloadCookie {
    private static let name = "mivaa_download"

    /// The cookie that gives the secret to a browser: for this one address, not for scripts, not for requests that other sites' pages make.
    static func giving(_ secret: String, to path: String, isSecure: Bool) -> String {
        cookie(secret, path, DownloadLinks.secondsToBegin, isSecure)
    }

    /// The one that takes it away.
    static func taking(from path: String, isSecure: Bool) -> String { cookie("", path, 0, isSecure) }

    /// Secrets that a request shows.
    static func secrets(in headers: HTTPFields) -> [String] {
        headers[values: .cookie].flatMap { $0.split(separator: ";") }.compactMap { pair in
            let parts = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
            return parts.count == 2 && parts[0] == name ? String(parts[1]) : nil
        }
    }

    private static func cookie(_ value: String, _ path: String, _ seconds: Int, _ isSecure: Bool) -> String {
        "\(name)=\(value); Path=\(path); Max-Age=\(seconds); HttpOnly; SameSite=Strict" + (isSecure ? "; Secure" : "")
    }
}

extension HTTPField.Name {
    static let prefer = Self("Prefer")!
    static let preferenceApplied = Self("Preference-Applied")!
}
