import Backends
import DocumentModel
import HTTPTypes

/// Searches that people keep, and those that they made.
struct SearchMemoryRoutes: Sendable {
    let desk: SearchDesk

    var routes: [Route] { [list, create, one, change, removal, history, forgetting] }

    private func route(_ method: HTTPRequest.Method, _ path: String, _ name: String, _ summary: String) -> Route {
        Route(
            method, "/api/v1/search/\(path)", name, summary, in: .search, access: .permission(.search), rate: method == .get ? .read : .write)
    }

    // MARK: Kept searches

    private var list: Route {
        route(.get, "saved", "list_saved_searches", "Your saved searches, those changed last first").query(ListQuery.self)
            .answering(SavedSearchListing.self) { call in
                let query = try call.query(ListQuery.self)
                let listing = try await desk.memory.saved(of: try call.searchOwner(), limit: query.limit, offset: query.offset)
                return SavedSearchListing(
                    searches: listing.items.map(SavedSearchLine.init),
                    pagination: Pagination(total: listing.totalCount, limit: query.limit, offset: query.offset))
            }
    }

    private var create: Route {
        route(.post, "saved", "save_search", "Keeps a search").body(SavedSearchBody.self).failing(.conflict)
            .answering(SavedSearchLine.self, status: .created) { call in
                let body = try await call.body(SavedSearchBody.self)
                let search = SavedSearch(
                    id: call.identifiers.next("saved"), name: body.name, query: body.query, mode: body.mode.rawValue, filters: try body.filters(),
                    createdAt: desk.clock.now())
                try await desk.memory.save(search, of: try call.searchOwner())
                return SavedSearchLine(search)
            }
    }

    private var one: Route {
        route(.get, "saved/{search_id}", "get_saved_search", "A saved search").failing(.notFound)
            .answering(SavedSearchLine.self) { call in SavedSearchLine(try await saved(call)) }
    }

    private var change: Route {
        route(.put, "saved/{search_id}", "change_saved_search", "Replaces a saved search").body(SavedSearchBody.self).failing(.notFound)
            .answering(SavedSearchLine.self) { call in
                let body = try await call.body(SavedSearchBody.self)
                var search = try await saved(call)
                (search.name, search.query, search.mode, search.filters) = (body.name, body.query, body.mode.rawValue, try body.filters())
                search.updatedAt = desk.clock.now()
                try await desk.memory.save(search, of: try call.searchOwner())
                return SavedSearchLine(search)
            }
    }

    private var removal: Route {
        route(.delete, "saved/{search_id}", "remove_saved_search", "Forgets a saved search").failing(.notFound)
            .answering(bare: Acknowledgement.self) { call in
                guard try await desk.memory.remove(try call.identifier("search_id"), of: try call.searchOwner()) else {
                    throw APIError.noSuch("saved_search")
                }
                return Acknowledgement(message: "The saved search is gone.")
            }
    }

    private func saved(_ call: Call) async throws -> SavedSearch {
        guard let search = try await desk.memory.saved(try call.identifier("search_id"), of: try call.searchOwner()) else {
            throw APIError.noSuch("saved_search")
        }
        return search
    }

    // MARK: Made searches

    private var history: Route {
        route(.get, "history", "search_history", "Your last searches, the latest first").query(ListQuery.self)
            .answering(PastSearchListing.self) { call in
                let query = try call.query(ListQuery.self)
                let listing = try await desk.memory.past(of: try call.searchOwner(), limit: query.limit, offset: query.offset)
                return PastSearchListing(
                    searches: listing.items.map(PastSearchLine.init),
                    pagination: Pagination(total: listing.totalCount, limit: query.limit, offset: query.offset))
            }
    }

    private var forgetting: Route {
        route(.delete, "history", "forget_search_history", "Forgets your searches")
            .answering(bare: Acknowledgement.self) { call in
                try await desk.memory.forgetPast(of: try call.searchOwner())
                return Acknowledgement(message: "Your searches are forgotten.")
            }
    }
}
