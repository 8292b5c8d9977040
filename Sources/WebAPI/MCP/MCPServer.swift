package import DocumentModel

/// The Model Context Protocol (JSON-RPC 2.0): what AI assistants ask and are told. Knows no transport: a message in, a message out.
package struct MCPServer: Sendable {
    /// Versions of the protocol that are spoken, the newest first.
    package static let versions = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"]
    /// Messages sent in one, which the version 2025-03-26 allows.
    private static let mostInBatch = 20

    private let tools: MCPTools
    private let version: String

    /// - Parameter version: of the program.
    package init(tools: MCPTools, version: String) {
        self.tools = tools
        self.version = version
    }

    /// Who asks: whose documents are looked at.
    package struct Caller: Sendable {
        package var workspace: WorkspaceID
        /// Whether the texts of documents may be read, beside what searches find of them.
        package var readsDocuments: Bool
        /// Told of what the caller may not do; the answer of the protocol is no HTTP status.
        package var onRefusal: @Sendable (APIError) -> Void

        package init(workspace: WorkspaceID, readsDocuments: Bool, onRefusal: @escaping @Sendable (APIError) -> Void = { _ in }) {
            self.workspace = workspace
            self.readsDocuments = readsDocuments
            self.onRefusal = onRefusal
        }
    }

    /// The answer to one message or several; `nil` when they want none (notifications, and answers to us).
    package func answer(_ message: JSONTree, _ caller: Caller) async -> JSONTree? {
        guard case .array(let messages) = message else { return await answerOne(message, caller) }
        guard (1...Self.mostInBatch).contains(messages.count) else {
            return MCPFailure.invalidRequest("A batch has from 1 to \(Self.mostInBatch) messages.").reply(to: .null)
        }
        var answers: [JSONTree] = []
        for message in messages {
            if let answer = await answerOne(message, caller) { answers.append(answer) }
        }
        return answers.isEmpty ? nil : .array(answers)
    }

    /// What to say of bytes that are no JSON.
    package static var unreadable: JSONTree { MCPFailure.unreadable.reply(to: .null) }

    private func answerOne(_ message: JSONTree, _ caller: Caller) async -> JSONTree? {
        guard case .object(let members) = message, members["jsonrpc"] == "2.0" else {
            return MCPFailure.invalidRequest("This is no message of JSON-RPC 2.0.").reply(to: .null)
        }
        guard case .string(let method)? = members["method"] else {
            // An answer to a request that we never sent.
            return members["result"] != nil || members["error"] != nil ? nil : MCPFailure.invalidRequest("The method is missing.").reply(to: .null)
        }
        guard let id = members["id"] else { return nil }
        switch id {
        case .string, .integer: break
        default: return MCPFailure.invalidRequest("The id must be a text or a whole number.").reply(to: .null)
        }
        do throws(MCPFailure) {
            return ["jsonrpc": "2.0", "id": id, "result": try await result(of: method, members["params"] ?? [:], caller)]
        } catch {
            return error.reply(to: id)
        }
    }

    private func result(of method: String, _ params: JSONTree, _ caller: Caller) async throws(MCPFailure) -> JSONTree {
        switch method {
        case "initialize": return initialized(params)
        case "ping": return [:]
        case "tools/list": return ["tools": .array(MCPTools.Tool.allCases.map(\.description))]
        case "tools/call": return try await called(params, caller)
        default: throw .unknownMethod(method)
        }
    }

    /// The version that the client wants when we speak it, else our newest: the client then decides.
    private func initialized(_ params: JSONTree) -> JSONTree {
        var chosen = Self.versions[0]
        if case .string(let wanted)? = params["protocolVersion"], Self.versions.contains(wanted) { chosen = wanted }
        return [
            "protocolVersion": .string(chosen), "capabilities": ["tools": ["listChanged": false]],
            "serverInfo": ["name": "mivaa", "title": "MIVAA documents", "version": .string(version)],
            "instructions": .string(MCPTools.instructions),
        ]
    }

    private func called(_ params: JSONTree, _ caller: Caller) async throws(MCPFailure) -> JSONTree {
        guard case .string(let name)? = params["name"], let tool = MCPTools.Tool(rawValue: name) else {
            throw .invalidParams("There is no such tool.")
        }
        let arguments = params["arguments"] ?? [:]
        switch await tools.call(tool, arguments, caller) {
        case .success(let output):
            return [
                "content": [["type": "text", "text": .string(output.text)]], "structuredContent": output.structure, "isError": false,
            ]
        // The assistant is to read what was wrong and try again: no error of the protocol.
        case .failure(let failure): return ["content": [["type": "text", "text": .string(failure.message)]], "isError": true]
        }
    }
}

/// Errors of JSON-RPC.
enum MCPFailure: Error, Sendable {
    case unreadable
    case invalidRequest(String)
    case unknownMethod(String)
    case invalidParams(String)

    func reply(to id: JSONTree) -> JSONTree {
        ["jsonrpc": "2.0", "id": id, "error": ["code": .integer(code), "message": .string(message)]]
    }

    private var code: Int64 {
        switch self {
        case .unreadable: -32_700
        case .invalidRequest: -32_600
        case .unknownMethod: -32_601
        case .invalidParams: -32_602
        }
    }

    private var message: String {
        switch self {
        case .unreadable: "The message is not valid JSON."
        case .invalidRequest(let reason), .invalidParams(let reason): reason
        case .unknownMethod(let method): "There is no method \(method.prefix(100))."
        }
    }
}
