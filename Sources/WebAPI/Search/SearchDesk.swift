package import Backends
import DocumentModel
package import Retrieval

/// Searches for clients, and remembers that they did.
package struct SearchDesk: Sendable {
    let finder: any PassageFinder
    let index: any SearchIndex & SearchVocabulary
    let memory: any SearchMemory
    let clock: ServiceClock

    package init(finder: any PassageFinder, index: any SearchIndex & SearchVocabulary, memory: any SearchMemory, clock: ServiceClock) {
        self.finder = finder
        self.index = index
        self.memory = memory
        self.clock = clock
    }

    /// - Parameter isRemembered: whether it comes into the caller's history. Further pages of the same results never do.
    func find(_ request: SearchRequest, isRemembered: Bool, _ call: Call) async throws -> SearchResults {
        let results = try await finder.find(request, in: try call.scope())
        if isRemembered, request.offset == 0 { await remember(request, results, call) }
        return results
    }

    /// A search is answered also when it cannot be noted.
    private func remember(_ request: SearchRequest, _ results: SearchResults, _ call: Call) async {
        guard let owner = try? call.searchOwner() else { return }
        let past = PastSearch(
            query: request.query, mode: results.mode.rawValue, filters: request.filters, hitCount: results.totalCount, at: clock.now())
        do {
            try await memory.note(past, of: owner)
        } catch {
            call.logger.warning("a search was not noted", metadata: ["error": "\(error)"])
        }
    }

    /// The passage with those around it.
    /// - Throws: `NOT_FOUND` when there is no such passage.
    func neighbours(of id: ChunkID, before: Int, after: Int, in scope: Scope) async throws -> NeighboursReply {
        let first = max(0, id.index - before)
        // The number comes from an address: it may be the largest there is.
        let (end, isTooLarge) = id.index.addingReportingOverflow(after + 1)
        let chunks = isTooLarge ? [] : try await index.chunks(of: id.document, first..<end, in: scope)
        guard let chunk = chunks.first(where: { $0.chunk.index == id.index }) else { throw APIError.noSuch("passage") }
        return NeighboursReply(
            chunk: PassageLine(chunk), before: chunks.filter { $0.chunk.index < id.index }.map(PassageLine.init),
            after: chunks.filter { $0.chunk.index > id.index }.map(PassageLine.init))
    }
}

extension Call {
    /// Whose searches are remembered.
    func searchOwner() throws -> SearchOwner {
        let caller = try caller()
        return SearchOwner(workspace: caller.workspace, user: caller.user)
    }

    func newSearchID() -> String {
        let id: Identifier<SearchRequest> = identifiers.next("search")
        return id.rawValue
    }
}
