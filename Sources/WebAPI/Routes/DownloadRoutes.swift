import HTTPTypes
import HummingbirdCore

/// Long files for browsers: any route that sends one gives, when asked, a link to it instead.
package struct DownloadRoutes: Sendable {
    private static let folder = "/api/v1/downloads"

    private let links: DownloadLinks
    /// Whether browsers come over TLS to this process.
    private let isSecure: Bool

    package init(links: DownloadLinks, isSecure: Bool) {
        self.links = links
        self.isSecure = isSecure
    }

    package var routes: [Route] { [file] }

    private var file: Route {
        Route(
            .get, "\(Self.folder)/{download_id}", "download",
            "The answer that a link was asked for (Prefer: download-link): once, within a minute, with the cookie that came with the link",
            in: .service, access: .open
        )
        .failing(.methodNotAllowed, .authenticationRequired, .forbidden)
        .reply(.ok, "The file.", mediaTypes: "application/octet-stream")
        .replying { call in
            // A look would use it up.
            guard call.request.method == .get else { throw APIError(.methodNotAllowed, "This address takes GET.") }
            let path = "\(Self.folder)/\(call.pathValues["download_id"] ?? "")"
            var reply = try await links.take(call.pathValues["download_id"] ?? "", secrets: DownloadCookie.secrets(in: call.request.headers))
            reply.headers[.setCookie] = DownloadCookie.taking(from: path, isSecure: isSecure)
            reply.headers[.cacheControl] = "no-store"
            return reply
        }
    }

    /// The routes, those that send long files extended by the link.
    package func offered(by routes: [Route]) -> [Route] {
        routes.map { $0.sendsLongFile ? offering($0) : $0 }
    }

    private func offering(_ route: Route) -> Route {
        let answer = route.handle
        var route = route.reply(
            .created, "With `Prefer: \(LinkPreference.name)`: where a browser fetches it, and the cookie with which it may.",
            Envelope<DownloadLink>.self)
        route.answersSecrets = true
        return route.replying { call in
            let reply = try await answer(call)
            // Of what is in memory already, or is a part of a file, nothing is gained by a second request.
            guard LinkPreference.isIn(call.request.headers), call.request.method != .head, reply.status == .ok, reply.bytes == nil else {
                return reply
            }
            let offer = try await links.offer(reply, of: call)
            let path = "\(Self.folder)/\(offer.id)"
            let link = DownloadLink(url: path, expiresIn: DownloadLinks.secondsToBegin)
            return try .json(
                Envelope(message: "To be fetched once", data: link), status: .created,
                headers: [
                    .cacheControl: "no-store", .setCookie: DownloadCookie.giving(offer.secret, to: path, isSecure: isSecure),
                    .preferenceApplied: LinkPreference.name,
                ])
        }
    }
}

extension Route {
    /// Marks a route whose answer may be larger than what a page should have in memory.
    package func sendingLongFile() -> Route {
        var copy = self
        copy.sendsLongFile = true
        return copy
    }
}
