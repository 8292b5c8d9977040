package import Backends
import DocumentModel
import HTTPTypes
import HummingbirdCore
import NIOCore

/// Live progress: over a WebSocket, or as server-sent events where that is simpler. Both tell the same events.
package struct LiveRoutes: Sendable {
    private let bus: any ProgressBus
    private let queue: any JobQueue
    private let clock: ServiceClock
    private let places: LivePlaces

    package init(bus: any ProgressBus, queue: any JobQueue, clock: ServiceClock, places: LivePlaces = LivePlaces()) {
        self.bus = bus
        self.queue = queue
        self.clock = clock
        self.places = places
    }

    package var routes: [Route] { [webSocket, eventSource] }

    private var webSocket: Route {
        Route(.get, "/ws", "live_socket", "What happens, live over a WebSocket", in: .live, access: .permission(.readDocuments))
            .also(at: "/ws/processing-updates", "/api/v1/ws").query(LiveQuery.self).failing(.upgradeRequired)
            .reply(.switchingProtocols, "The WebSocket.")
            .replying { call in
                let query = try call.query(LiveQuery.self)
                let principal = try call.caller()
                let headers = try WebSocketHandshake.headers(for: call.request, protocols: ["mivaa"])
                let place = try places.take(principal.user)
                let body = ResponseBody { writer in
                    defer { place.leave() }
                    let session = WebSocketSession()
                    let conversation = LiveConversation(
                        call: call, session: session, principal: principal, interests: LiveInterests(query.filter(principal)), bus: bus,
                        queue: queue, clock: clock)
                    try await session.run(call.request.body, &writer) {
                        try await conversation.hear($0)
                    } work: {
                        await conversation.speak(after: query.afterID)
                    }
                }
                return Reply(status: .switchingProtocols, headers: headers, body: body)
            }
    }

    private var eventSource: Route {
        Route(.get, "/api/v1/events", "live_events", "What happens, live as server-sent events", in: .live, access: .permission(.readDocuments))
            .query(LiveQuery.self).reply(.ok, "Events without end.", mediaTypes: "text/event-stream")
            .replying { call in
                let query = try call.query(LiveQuery.self)
                let principal = try call.caller()
                let after = call.request.headers[.lastEventID].flatMap { UInt64($0) } ?? query.afterID
                let place = try places.take(principal.user)
                let stream = EventSourceStream(bus: bus, filter: query.filter(principal), after: after, clock: clock, call: call)
                let body = ResponseBody { writer in
                    defer { place.leave() }
                    try await stream.write(to: &writer)
                }
                return Reply(headers: [.contentType: "text/event-stream", .cacheControl: "no-store"], body: body)
            }
    }
}

struct LiveQuery: APIMessage {
    var documentId: String?
    var jobId: String?
    var batchId: String?
    var after: String?
    var room: String?
    var token: String?

    static let rules: [String: FieldRules] = [
        "document_id": .count(1...64, "Only what concerns this document."), "job_id": .count(1...64, "Only this job."),
        "batch_id": .count(1...64, "Only this batch."), "after": .count(0...20, "Number of the last event seen: go on behind it."),
        "room": .count(1...64, "Taken for clients of the original; a name is followed as if subscribed to."),
        "token": .count(1...4096, "Access token or API key, for clients that cannot set headers."),
    ]

    var afterID: UInt64? { after.flatMap { UInt64($0) } }

    func filter(_ principal: Principal) -> EventFilter {
        var filter = EventFilter(scope: .workspace(principal.workspace))
        if let document = documentId.flatMap(DocumentID.init(rawValue:)) { filter.documents = [document] }
        if let job = jobId.flatMap(JobID.init(rawValue:)) { filter.jobs = [job] }
        if let batch = batchId.flatMap(BatchID.init(rawValue:)) { filter.batches = [batch] }
        return filter
    }
}

extension HTTPField.Name {
    static let lastEventID = Self("Last-Event-ID")!
}
