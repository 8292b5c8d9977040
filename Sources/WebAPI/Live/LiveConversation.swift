import Backends
import DocumentModel
import Logging

/// What is said over one WebSocket.
struct LiveConversation: Sendable {
    private static let heartbeatSeconds = 15
    /// Heartbeats between two looks at whether the caller may still be here.
    private static let heartbeatsPerCheck = 4

    let call: Call
    let session: WebSocketSession
    let principal: Principal
    let interests: LiveInterests
    let bus: any ProgressBus
    let queue: any JobQueue
    let clock: ServiceClock

    /// Tells everything that happens, from behind `after` on.
    func speak(after: UInt64?) async {
        let subscription = await bus.subscribe(EventFilter(scope: .workspace(principal.workspace)), after: after)
        say("connected", ["message": "connected", "workspace_id": .string(principal.workspace.rawValue)])
        if subscription.hasGap { say("resync", ["message": "some events are forgotten; ask for the present state"]) }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await beat() }
            for await event in subscription.events where interests.lets(event) { session.send(LiveMessage(event).text) }
            group.cancelAll()
        }
        session.close(WebSocketClosure.tryAgainLater, "reconnect behind the last event you saw")
    }

    func hear(_ text: String) async throws {
        guard let request = LiveRequest(text) else { return say("error", ["message": "not a message of this protocol"]) }
        switch request.type {
        case "ping": say("pong", [:])
        case "heartbeat": say("heartbeat_ack", [:])
        case "subscribe_status": follow(request.text("entityId"), request)
        case "subscribe_progress": follow(request.text("progressId"), request)
        case "subscribe_batch": follow(request.text("batchId"), request)
        case "subscribe_all": interests.followAll()
        case "unsubscribe": (request.text("entityId") ?? request.text("id")).map(interests.forget)
        case "progress_control": await control(request)
        default: say("error", ["message": "unknown type", "received": .string(String(request.type.prefix(64)))])
        }
    }

    private func follow(_ name: String?, _ request: LiveRequest) {
        guard let name, interests.follow(name) else { return say("error", ["message": "nothing to follow by that name"]) }
        say("subscribed", ["entityId": .string(name), "to": .string(request.type)])
    }

    private func control(_ request: LiveRequest) async {
        guard principal.permissions.contains(.writeDocuments) else {
            return say("error", ["message": "this needs the permission document:write"])
        }
        guard let name = request.text("progressId"), let job = JobID(rawValue: name), let verb = request.text("action"),
            let action = JobAction(rawValue: verb)
        else { return say("error", ["message": "progress_control needs a progressId and an action"]) }
        do {
            let transition = try await queue.control(job, in: .workspace(principal.workspace), action, now: clock.now())
            guard let transition else { return say("error", ["message": "there is no such job", "progressId": .string(name)]) }
            say("status_update", ["entityId": .string(name), "status": .string(transition.job.status.rawValue)])
        } catch {
            say("error", ["message": .string(APIError(error).message), "progressId": .string(name)])
        }
    }

    private func beat() async {
        var count = 0
        while (try? await Task.sleep(for: .seconds(Self.heartbeatSeconds))) != nil {
            say("heartbeat", [:])
            count += 1
            guard count % Self.heartbeatsPerCheck == 0 else { continue }
            do {
                try await call.revalidate()
            } catch {
                return session.close(WebSocketClosure.policyViolation, "sign in again")
            }
        }
    }

    private func say(_ type: String, _ payload: [String: JSONTree]) {
        session.send(LiveMessage(type: type, payload: payload, timestamp: clock.now().milliseconds).text)
    }
}
