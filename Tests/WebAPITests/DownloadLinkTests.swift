import Backends
import DocumentModel
import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import Synchronization
import Testing

@testable import WebAPI

@Suite("Links to long files")
struct DownloadLinkTests {
    private let clock = HandClock()
    private let links: DownloadLinks
    private let download: Route
    /// Sends "all of " and the name in the path, as a stream.
    private let file: Route

    init() throws {
        links = DownloadLinks(clock: clock.service)
        let long = Route(.get, "/files/{file_id}", "file", "A file", in: .documents, access: .signedIn)
            .reply(.ok, "The file.", mediaTypes: "application/zip").sendingLongFile()
            .replying { call in
                let name = call.pathValues["file_id"] ?? ""
                guard name != "none" else { throw APIError.noSuch("file_id") }
                let body = ResponseBody { writer in
                    try await writer.write(ByteBuffer(string: "all of \(name)"))
                    try await writer.finish(nil)
                }
                return Reply(headers: [.contentType: "application/zip"], body: body).asDownload(named: "\(name).zip")
            }
        let routes = DownloadRoutes(links: links, isSecure: true)
        file = try #require(routes.offered(by: [long]).first)
        download = try #require(routes.routes.first)
    }

    private func call(
        _ route: Route, _ values: [String: String], _ headers: HTTPFields = [:], user: String? = "usr_1", method: HTTPRequest.Method = .get,
        revalidate: @escaping @Sendable () async throws -> Void = {}
    ) -> Call {
        let principal = user.map {
            Principal(
                user: UserID(rawValue: $0)!, workspace: WorkspaceID(rawValue: "ws_1")!, role: .editor, permissions: [], credential: .accessToken)
        }
        let head = HTTPRequest(method: method, scheme: nil, authority: nil, path: "/", headerFields: headers)
        return Call(
            route: route, request: Request(head: head, body: .init(buffer: ByteBuffer())), pathValues: values, principal: principal,
            requestID: "req_1",
            address: "192.0.2.1", logger: Logger(label: "test"), limits: HTTPLimits(), identifiers: IdentifierSource(clock: clock.service),
            revalidate: revalidate)
    }

    /// The link's name and its cookie, as a browser would send it.
    private func ask(
        for name: String, user: String = "usr_1", revalidate: @escaping @Sendable () async throws -> Void = {}
    ) async throws -> (id: String, cookie: String) {
        let reply = try await file.handle(call(file, ["file_id": name], [.prefer: "download-link"], user: user, revalidate: revalidate))
        #expect(reply.status == .created && reply.headers[.cacheControl] == "no-store" && reply.headers[.preferenceApplied] == "download-link")
        let tree = try #require(reply.bytes.flatMap { JSONTree(parsing: $0.readableBytesView) })
        guard case .string(let url)? = tree["data"]?["url"] else { throw APIError(.internalError, "no address") }
        let cookie = try #require(reply.headers[.setCookie])
        #expect(cookie.hasSuffix("; Path=\(url); Max-Age=60; HttpOnly; SameSite=Strict; Secure"))
        #expect(!url.contains(cookie.dropFirst("mivaa_download=".count).prefix(64)))
        return (String(url.split(separator: "/").last ?? ""), String(cookie.prefix { $0 != ";" }))
    }

    private func fetch(_ id: String, _ cookie: String?, method: HTTPRequest.Method = .get) async throws -> Reply {
        try await download.handle(call(download, ["download_id": id], cookie.map { [.cookie: $0] } ?? [:], user: nil, method: method))
    }

    private func code(_ work: () async throws -> Reply) async -> APIError.Code? {
        do {
            _ = try await work()
            return nil
        } catch { return (error as? APIError)?.code }
    }

    @Test("a request that wishes for no link is answered at once, as before")
    func plain() async throws {
        for headers in [[:], [.prefer: "respond-async"]] as [HTTPFields] {
            let reply = try await file.handle(call(file, ["file_id": "one"], headers))
            #expect(reply.status == .ok && reply.headers[.contentType] == "application/zip")
        }
    }

    @Test("a link gives what was asked for, under its name, to the browser that has its cookie, and once")
    func once() async throws {
        let (id, cookie) = try await ask(for: "one")
        let reply = try await fetch(id, "theme=dark; \(cookie)")
        #expect(reply.status == .ok && reply.headers[.contentType] == "application/zip" && reply.headers[.cacheControl] == "no-store")
        #expect(reply.headers[.contentDisposition]?.contains("one.zip") == true)
        #expect(reply.headers[.setCookie]?.contains("Max-Age=0") == true)
        #expect(try await Written.text(of: reply) == "all of one")
        #expect(await code { try await fetch(id, cookie) } == .notFound)
    }

    @Test("the address alone opens nothing, nor does another link's cookie, and neither uses the link up")
    func stranger() async throws {
        let mine = try await ask(for: "one")
        let other = try await ask(for: "two", user: "usr_2")
        for cookie in [nil, other.cookie, "mivaa_download=", "mivaa_download"] {
            #expect(await code { try await fetch(mine.id, cookie) } == .notFound)
        }
        #expect(try await Written.text(of: try await fetch(mine.id, mine.cookie)) == "all of one")
        #expect(try await Written.text(of: try await fetch(other.id, other.cookie)) == "all of two")
        #expect(await code { try await fetch("dl_unknown", mine.cookie) } == .notFound)
    }

    @Test("a link is good for a minute")
    func late() async throws {
        let inTime = try await ask(for: "one")
        let late = try await ask(for: "two")
        clock.advance(seconds: 59)
        #expect(await code { try await fetch(inTime.id, inTime.cookie) } == nil)
        clock.advance(seconds: 1)
        #expect(await code { try await fetch(late.id, late.cookie) } == .notFound)
    }

    @Test("whoever may no longer be here gets nothing for a link of before")
    func signedOut() async throws {
        let (id, cookie) = try await ask(for: "one") { throw APIError(.tokenExpired, "Signed out.") }
        #expect(await code { try await fetch(id, cookie) } == .tokenExpired)
        #expect(await code { try await fetch(id, cookie) } == .notFound)
    }

    @Test("what is refused is refused when the link is asked for")
    func refused() async throws {
        #expect(await code { try await file.handle(call(file, ["file_id": "none"], [.prefer: "download-link"])) } == .notFound)
        #expect(
            await code { try await file.handle(call(file, ["file_id": "one"], [.prefer: "download-link"], user: nil)) } == .authenticationRequired)
    }

    @Test("looking at a link without fetching it is refused and does not use it up")
    func head() async throws {
        let (id, cookie) = try await ask(for: "one")
        #expect(await code { try await fetch(id, cookie, method: .head) } == .methodNotAllowed)
        #expect(await code { try await fetch(id, cookie) } == nil)
    }

    @Test("of one user's links the oldest goes when there are more than the limit; of all, one more is refused")
    func many() async throws {
        var first: [(id: String, cookie: String)] = []
        for _ in 0...DownloadLinks.mostPerUser { first.append(try await ask(for: "one")) }
        #expect(await code { try await fetch(first[0].id, first[0].cookie) } == .notFound)
        #expect(await code { try await fetch(first[1].id, first[1].cookie) } == nil)
        for number in DownloadLinks.mostPerUser..<DownloadLinks.most + 1 {
            _ = try await ask(for: "one", user: "usr_other\(number / DownloadLinks.mostPerUser)")
        }
        #expect(await code { try await file.handle(call(file, ["file_id": "one"], [.prefer: "download-link"], user: "usr_last")) } == .busy)
        clock.advance(seconds: 60)
        _ = try await ask(for: "one", user: "usr_last")
    }

    @Test("small answers come at once, whatever is preferred")
    func small() async throws {
        let text = Route(.get, "/text", "text", "Text", in: .documents, access: .signedIn).sendingLongFile().replying { _ in .text("a", "text/plain")
        }
        let offered = try #require(DownloadRoutes(links: links, isSecure: false).offered(by: [text]).first)
        let reply = try await offered.handle(call(offered, [:], [.prefer: "Download-Link; q=1"]))
        #expect(reply.status == .ok && reply.bytes != nil)
    }
}

/// A body as it is written.
private final class Written: ResponseBodyWriter {
    private let bytes = Mutex(ByteBuffer())

    static func text(of reply: Reply) async throws -> String {
        let written = Written()
        try await reply.body.write(written)
        return written.bytes.withLock { String(buffer: $0) }
    }

    func write(_ buffer: ByteBuffer) async throws {
        bytes.withLock { _ = $0.writeImmutableBuffer(buffer) }
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
