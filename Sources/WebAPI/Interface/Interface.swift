import HTTPTypes
import Hummingbird
import NIOCore

/// Serves the web UI: its files, and its page at every address that is the UI's own.
struct Interface: Sendable {
    /// Addresses under these are the service's: a program that mistypes one gets an error and no page.
    private static let serviceFolders: Set<Substring> = [
        "api", "extract", "ws", "docs", "openapi.json", "metrics", "health", "performance",
    ]
    /// Assets have the digest of their content in their name: what is at an address never changes.
    private static let foreverSeconds = 31_536_000
    /// Scripts and styles of our own alone, nothing inline, nothing from elsewhere; pictures also from memory, as they are fetched with a token.
    private static let policy = """
        default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; font-src 'self'; base-uri 'none'; \
        form-action 'none'; frame-ancestors 'none'
        """

    /// `nil` when the UI is not built.
    let files: InterfaceFiles?

    /// The answer to a request that is for the UI whatever the routes are: its files, and the root when a person asks.
    func answer(_ request: Request) -> Response? {
        guard request.method == .get || request.method == .head else { return nil }
        let path = request.uri.path
        if path.hasPrefix("/assets/") { return files?[path].map { respond(with: $0, to: request, isForever: true) } }
        return path == "/" && wantsPage(request) ? page(request) : nil
    }

    /// The UI's page at an address that no route has; `nil` when a program asks, or the address is the service's.
    func page(at request: Request) -> Response? {
        guard request.method == .get || request.method == .head, wantsPage(request) else { return nil }
        let folder = request.uri.path.split(separator: "/").first ?? ""
        return Self.serviceFolders.contains(folder) || folder == "assets" ? nil : page(request)
    }

    private func page(_ request: Request) -> Response {
        guard let index = files?["/index.html"] else { return notBuilt }
        return respond(with: index, to: request, isForever: false)
    }

    /// Browsers that open an address say that they want HTML; programs do not.
    private func wantsPage(_ request: Request) -> Bool {
        (request.headers[.accept] ?? "").split(separator: ",").contains { MediaType.essence(String($0)) == "text/html" }
    }

    private func respond(with file: InterfaceFiles.File, to request: Request, isForever: Bool) -> Response {
        var headers: HTTPFields = [
            .contentType: file.mediaType, .eTag: file.tag, .vary: isForever ? "Accept-Encoding" : "Accept, Accept-Encoding",
            .cacheControl: isForever ? "public, max-age=\(Self.foreverSeconds), immutable" : "no-cache",
        ]
        // Of the page; what the page loads is bound by it already.
        if !isForever { headers[.contentSecurityPolicy] = Self.policy }
        if EntityTag.matches(request.headers[.ifNoneMatch], file.tag) { return Response(status: .notModified, headers: headers) }
        let (body, encoding) = Self.chosen(file, Self.accepted(request.headers[.acceptEncoding]))
        if let encoding {
            headers[.contentEncoding] = encoding
            // Another representation of the same: its validator is a weak one.
            headers[.eTag] = "W/\(file.tag)"
        }
        headers[.contentLength] = String(body.readableBytes)
        return Response(status: .ok, headers: headers, body: request.method == .head ? ResponseBody() : ResponseBody(byteBuffer: body))
    }

    private static func chosen(_ file: InterfaceFiles.File, _ accepted: Set<String>) -> (ByteBuffer, String?) {
        if let brotli = file.brotli, accepted.contains("br") { return (brotli, "br") }
        if let gzip = file.gzip, accepted.contains("gzip") { return (gzip, "gzip") }
        return (file.plain, nil)
    }

    private static func accepted(_ header: String?) -> Set<String> {
        Set(
            (header ?? "").split(separator: ",").compactMap { entry in
                let parts = entry.filter { $0 != " " }.lowercased().split(separator: ";")
                let isRefused = parts.dropFirst().contains { $0 == "q=0" || $0 == "q=0.0" || $0 == "q=0.00" || $0 == "q=0.000" }
                return isRefused ? nil : parts.first.map(String.init)
            })
    }

    private var notBuilt: Response {
        let text = """
            <!doctype html><html lang="en"><meta charset="utf-8"><title>MIVAA</title><h1>MIVAA runs, but its web UI is not built</h1>
            <p>Run <code>scripts/web</code> in the project's folder and start the service again. The API works: see <a href="/docs">/docs</a>.</p></html>
            """
        let headers: HTTPFields = [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"]
        return Response(status: .serviceUnavailable, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
