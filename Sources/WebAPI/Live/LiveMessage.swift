import DocumentModel

/// A message of the live connection: `{type, payload, timestamp, id}`.
struct LiveMessage: Sendable {
    var type: String
    var payload: [String: JSONTree]
    /// Milliseconds since 1970.
    var timestamp: Int64
    /// Number of the event, to go on behind it after a reconnect; `nil` for what is no event.
    var eventID: UInt64?

    var text: String {
        var members: [String: JSONTree] = ["type": .string(type), "payload": .object(payload), "timestamp": .integer(timestamp)]
        if let eventID { members["id"] = .string(String(eventID)) }
        return String(decoding: (try? WireCoding.encodeVerbatim(.object(members))) ?? [], as: UTF8.self)
    }

    /// As a server-sent event (HTML standard, section 9.2).
    var serverSentEvent: String {
        var lines = eventID.map { "id: \($0)\n" } ?? ""
        lines += "event: \(type)\ndata: \(text)\n\n"
        return lines
    }
}

extension LiveMessage {
    /// The event with the names that front ends of the original read, beside ours.
    init(_ event: ServiceEvent) {
        var payload: [String: JSONTree] = [:]
        if case .object(let members)? = JSONTree(parsing: event.dataJSON) { payload = members }
        payload["workspace_id"] = .string(event.workspace.rawValue)
        if let document = event.document { payload["document_id"] = .string(document.rawValue) }
        if let job = event.job { payload["job_id"] = .string(job.rawValue) }
        if let batch = event.batch {
            payload["batch_id"] = .string(batch.rawValue)
            payload["batchId"] = .string(batch.rawValue)
        }
        let entity = event.job?.rawValue ?? event.document?.rawValue ?? event.batch?.rawValue ?? ""
        switch event.kind {
        case .jobStatus: payload["entityId"] = .string(entity)
        case .jobProgress:
            payload["id"] = .string(entity)
            payload["overallProgress"] = payload["percentage"] ?? payload["progress_percentage"] ?? 0
            if let step = payload["step"] ?? payload["current_step"] { payload["currentStep"] = step }
        case .batch, .queue, .page, .document: break
        }
        self.init(type: event.kind.rawValue, payload: payload, timestamp: event.at.milliseconds, eventID: event.id)
    }
}

/// What a client says on the live connection.
struct LiveRequest {
    var type: String
    var payload: JSONTree

    /// `nil` when it is no such message.
    init?(_ text: String) {
        guard let tree = JSONTree(parsing: text), case .string(let type)? = tree["type"] else { return nil }
        self.type = type
        payload = tree["payload"] ?? .object([:])
    }

    /// The member's text; also under its snake_case name.
    func text(_ name: String) -> String? {
        switch payload[name] ?? payload[SnakeCase.name(of: name)] {
        case .string(let text)?: text
        case .integer(let number)?: String(number)
        default: nil
        }
    }
}
