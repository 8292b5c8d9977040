import Backends
import DocumentModel
import HTTPTypes
import Ingestion

/// Corrections that people make in what was read of a document.
package struct CorrectionRoutes: Sendable {
    private let desk: CorrectionDesk

    package init(desk: CorrectionDesk) {
        self.desk = desk
    }

    package var routes: [Route] { [list, places, save, removal] }

    private func route(_ method: HTTPRequest.Method, _ path: String, _ name: String, _ summary: String) -> Route {
        Route(
            method, "/api/v1/documents/{document_id}/corrections\(path)", name, summary, in: .documents,
            access: .permission(method == .get ? .readDocuments : .writeDocuments), rate: method == .get ? .read : .write)
    }

    private var list: Route {
        route(.get, "", "list_corrections", "What people have corrected; first what has no place in what was read last").query(PartQuery.self)
            .answering(CorrectionListing.self) { call in
                let part = try call.query(PartQuery.self)
                return try await desk.listing(
                    of: try call.identifier("document_id"), in: try call.scope(), limit: part.limit, offset: part.offset)
            }
    }

    private var places: Route {
        route(.get, "/places", "correctable_places", "Lines, cells and headings of a page that can be corrected").query(PlacesQuery.self)
            .answering(CorrectablePlaces.self) { call in
                let query = try call.query(PlacesQuery.self)
                return try await desk.places(of: try await call.document(in: desk.documents), page: query.page)
            }
    }

    private var save: Route {
        route(.put, "", "save_corrections", "Corrects lines, cells and levels of headings").body(CorrectionProposals.self)
            .failing(.conflict, .quotaExceeded)
            .answering(CorrectionListing.self) { call in
                let body = try await call.body(CorrectionProposals.self)
                let (id, scope): (DocumentID, Scope) = (try call.identifier("document_id"), try call.scope())
                return try await desk.save(
                    try body.proposals(), revision: body.revision, of: id, in: scope, by: try call.proposer(at: desk.clock.now()))
            }
    }

    private struct VersionQuery: APIMessage {
        var version: Int

        static let rules: [String: FieldRules] = [
            "version": .range(1...1_000_000_000, "Of the correction, as it was looked at. Another one is a conflict.")
        ]
    }

    private var removal: Route {
        route(.delete, "/{correction_id}", "remove_correction", "Takes a correction back: what was read stands there again")
            .query(VersionQuery.self).failing(.conflict)
            .answering(CorrectionListing.self) { call in
                let query = try call.query(VersionQuery.self)
                let (id, scope): (DocumentID, Scope) = (try call.identifier("document_id"), try call.scope())
                return try await desk.remove(
                    try call.identifier("correction_id"), version: query.version, of: id, in: scope,
                    by: try call.proposer(at: desk.clock.now()))
            }
    }
}

extension Call {
    fileprivate func proposer(at now: Timestamp) throws(APIError) -> Proposer {
        let caller = try caller()
        let actor: AuditActor =
            switch caller.credential {
            case .accessToken: .user(caller.user)
            case .apiKey(let key): .apiKey(key)
            }
        return Proposer(user: caller.user, actor: actor, address: address, identifiers: identifiers, now: now)
    }
}
