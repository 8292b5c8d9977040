import Foundation
import HTTPTypes
import HummingbirdCore
import NIOCore
import TestSupport
import Testing

@testable import WebAPI

@Suite("The web UI's files")
struct InterfaceTests {
    private static let script = "console.log(\"MIVAA\")"

    private func built() throws -> (TemporaryFolder, Interface) {
        let folder = try TemporaryFolder()
        let assets = folder.url.appending(path: "assets")
        try FileManager.default.createDirectory(at: assets, withIntermediateDirectories: true)
        try Data("<!doctype html><title>MIVAA</title>".utf8).write(to: folder.url.appending(path: "index.html"))
        try Data(Self.script.utf8).write(to: assets.appending(path: "main-ABC.js"))
        try Data("gzip of it".utf8).write(to: assets.appending(path: "main-ABC.js.gz"))
        try Data("brotli of it".utf8).write(to: assets.appending(path: "main-ABC.js.br"))
        return (folder, Interface(files: try #require(InterfaceFiles(folder: folder.url.path))))
    }

    private func request(_ path: String, method: HTTPRequest.Method = .get, _ headers: HTTPFields = [.accept: "text/html,*/*;q=0.8"]) -> Request {
        Request(head: HTTPRequest(method: method, scheme: nil, authority: nil, path: path, headerFields: headers), body: .init(buffer: ByteBuffer()))
    }

    @Test("a file is kept forever and sent in the best compression that the client takes")
    func compression() throws {
        let (folder, interface) = try built()
        defer { withExtendedLifetime(folder) {} }
        for (accepted, encoding) in [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("gzip;q=0, br;q=0", nil), ("identity", nil)]
            as [(String, String?)]
        {
            let answer = try #require(interface.answer(request("/assets/main-ABC.js", [.acceptEncoding: accepted])))
            #expect(answer.headers[.contentEncoding] == encoding)
            #expect(answer.headers[.cacheControl]?.contains("immutable") == true)
            #expect(answer.headers[.contentType] == "text/javascript; charset=utf-8")
            #expect(answer.headers[.vary] == "Accept-Encoding")
        }
    }

    @Test("what a client has already is not sent again")
    func validators() throws {
        let (folder, interface) = try built()
        defer { withExtendedLifetime(folder) {} }
        let first = try #require(interface.answer(request("/")))
        #expect(first.status == .ok && first.headers[.cacheControl] == "no-cache")
        let tag = try #require(first.headers[.eTag])
        let again = try #require(interface.answer(request("/", [.accept: "text/html", .ifNoneMatch: tag])))
        #expect(again.status == .notModified)
    }

    @Test(
        "the page is at the UI's own addresses, for those who want a page", arguments: ["/library", "/documents/doc_1", "/welcome", "/admin/users"])
    func clientRoutes(path: String) throws {
        let (folder, interface) = try built()
        defer { withExtendedLifetime(folder) {} }
        #expect(interface.page(at: request(path))?.headers[.contentType] == "text/html; charset=utf-8")
        #expect(interface.page(at: request(path, [.accept: "application/json"])) == nil)
        #expect(interface.page(at: request(path, [.accept: "*/*"])) == nil)
        #expect(interface.page(at: request(path, method: .post)) == nil)
    }

    @Test(
        "mistyped addresses of the service get no page",
        arguments: ["/api/v1/nothing", "/extract/nothing", "/ws/x", "/docs/x", "/metrics/x", "/health/x", "/assets/gone.js"])
    func serviceRoutes(path: String) throws {
        let (folder, interface) = try built()
        defer { withExtendedLifetime(folder) {} }
        #expect(interface.answer(request(path)) == nil && interface.page(at: request(path)) == nil)
    }

    @Test("programs that ask for the root are told what the service is, not shown a page")
    func root() throws {
        let (folder, interface) = try built()
        defer { withExtendedLifetime(folder) {} }
        #expect(interface.answer(request("/", [.accept: "*/*"])) == nil)
        #expect(interface.answer(request("/", [:])) == nil)
    }

    @Test(
        "nothing outside the folder is served, whatever the address says",
        arguments: ["/assets/../index.html", "/assets/../../etc/passwd", "/assets/%2e%2e/x", "/assets/main-ABC.js.gz"])
    func outside(path: String) throws {
        let (folder, interface) = try built()
        defer { withExtendedLifetime(folder) {} }
        #expect(interface.answer(request(path)) == nil)
    }

    @Test("the page allows scripts of the service alone")
    func policy() throws {
        let (folder, interface) = try built()
        defer { withExtendedLifetime(folder) {} }
        let policy = try #require(interface.answer(request("/"))?.headers[.contentSecurityPolicy])
        #expect(policy.contains("default-src 'none'") && policy.contains("script-src 'self';") && !policy.contains("unsafe"))
    }

    @Test("without a built UI, the page says how to build it")
    func notBuilt() throws {
        let folder = try TemporaryFolder()
        #expect(InterfaceFiles(folder: folder.url.path) == nil)
        let answer = try #require(Interface(files: nil).answer(request("/")))
        #expect(answer.status == .serviceUnavailable)
        #expect(Interface(files: nil).answer(request("/assets/main-ABC.js")) == nil)
    }
}
