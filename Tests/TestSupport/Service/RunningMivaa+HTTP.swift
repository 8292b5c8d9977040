package import AsyncHTTPClient
package import Foundation
import NIOCore
import NIOHTTP1

/// What the service answered.
package struct HTTPAnswer: Sendable {
    package var status: Int
    package var body: Data
    private let headers: HTTPHeaders

    init(status: Int, headers: HTTPHeaders, body: Data) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The first header of that name, however it is written.
    package func header(_ name: String) -> String? { headers.first(name: name) }

    package var text: String { String(decoding: body, as: UTF8.self) }

    /// `.missing` when the body is no JSON.
    package var json: JSONNode { JSONNode(parsing: body) }
}

extension RunningMivaa {
    /// Bytes of an answer that a test takes.
    private static let mostAnswerBytes = 512 << 20

    package func get(_ path: String, headers: [String: String] = [:]) async throws -> HTTPAnswer {
        try await send("GET", path, headers: headers)
    }

    package func delete(_ path: String, headers: [String: String] = [:]) async throws -> HTTPAnswer {
        try await send("DELETE", path, headers: headers)
    }

    /// - Parameter json: as text: `{"urls": []}`.
    package func post(_ path: String, json: String, headers: [String: String] = [:]) async throws -> HTTPAnswer {
        try await send("POST", path, headers: headers.merging(["Content-Type": "application/json"]) { $1 }, body: Array(json.utf8))
    }

    package func post(_ path: String, form: FormBody, headers: [String: String] = [:]) async throws -> HTTPAnswer {
        try await send("POST", path, headers: headers.merging(["Content-Type": form.contentType]) { $1 }, body: form.bytes)
    }

    /// - Parameters:
    ///   - path: with its query, from the slash on.
    ///   - seconds: until the answer is there in full.
    package func send(
        _ method: String, _ path: String, headers: [String: String] = [:], body: [UInt8]? = nil, withinSeconds seconds: Int64 = 60
    ) async throws -> HTTPAnswer {
        let deadline = NIODeadline.now() + .seconds(seconds)
        do {
            let response = try await HTTPClient.shared.execute(request(method, path, headers, body), deadline: deadline)
            let bytes = try await response.body.collect(upTo: Self.mostAnswerBytes)
            return HTTPAnswer(status: Int(response.status.code), headers: response.headers, body: Data(bytes.readableBytesView))
        } catch {
            throw await reason(of: error)
        }
    }

    /// An answer whose body is read piece by piece, as those of event streams.
    package func open(_ path: String, headers: [String: String] = [:]) async throws -> HTTPClientResponse {
        try await HTTPClient.shared.execute(request("GET", path, headers, nil), timeout: .minutes(10))
    }

    private func request(_ method: String, _ path: String, _ headers: [String: String], _ body: [UInt8]?) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: baseURL + path)
        request.method = HTTPMethod(rawValue: method)
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let body { request.body = .bytes(ByteBuffer(bytes: body)) }
        return request
    }
}

/// A form with files (RFC 7578).
package struct FormBody: Sendable {
    private static let boundary = "boundary-of-a-test-form"

    private var parts: [UInt8] = []

    package init() {}

    package var contentType: String { "multipart/form-data; boundary=\(Self.boundary)" }
    package var bytes: [UInt8] { parts + Array("--\(Self.boundary)--\r\n".utf8) }

    package func with(_ name: String, _ text: String) -> FormBody {
        adding("Content-Disposition: form-data; name=\"\(name)\"", Array(text.utf8))
    }

    package func with(_ name: String, file filename: String, _ bytes: [UInt8], mediaType: String = "application/pdf") -> FormBody {
        adding("Content-Disposition: form-data; name=\"\(name)\"; filename=\"\(filename)\"\r\nContent-Type: \(mediaType)", bytes)
    }

    private func adding(_ head: String, _ content: [UInt8]) -> FormBody {
        var copy = self
        copy.parts += Array("--\(Self.boundary)\r\n\(head)\r\n\r\n".utf8) + content + Array("\r\n".utf8)
        return copy
    }
}
