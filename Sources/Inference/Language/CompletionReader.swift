import Backends
import Foundation

/// Reads a streamed answer: server-sent events with a piece of the text each, whatever pieces the bytes come in.
struct CompletionReader {
    /// Bytes of one event; a piece of text has some hundred.
    static let longestLine = 1 << 20

    private var line: [UInt8] = []
    private var usage: TokenUsage?
    private var isEnded = false
    private var isBegun = false

    /// The pieces of text that are complete now.
    /// - Throws: `LanguageModelError` when the service says that it failed, or what comes is no such stream.
    mutating func take(_ bytes: some Sequence<UInt8>) throws(LanguageModelError) -> [String] {
        var pieces: [String] = []
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                if let piece = try end() { pieces.append(piece) }
            } else {
                line.append(byte)
                guard line.count <= Self.longestLine else { throw .refused("a line of its answer is too long") }
            }
        }
        return pieces
    }

    /// To be called when there is nothing more to come: the count of tokens, when it was told.
    mutating func finish() throws(LanguageModelError) -> TokenUsage? {
        if !line.isEmpty { _ = try end() }
        // A server that dies mid-sentence closes the connection as one that is done does.
        guard isEnded else { throw .unavailable(isBegun ? "it broke off" : "its answer is not what OpenAI's protocol says") }
        return usage
    }

    private mutating func end() throws(LanguageModelError) -> String? {
        defer { line.removeAll(keepingCapacity: true) }
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        let field = Array("data:".utf8)
        guard line.starts(with: field) else { return nil }
        let data = line.dropFirst(field.count).drop { $0 == UInt8(ascii: " ") }
        if data.elementsEqual("[DONE]".utf8) {
            isEnded = true
            return nil
        }
        guard let event = try? JSONDecoder().decode(Event.self, from: Data(data)) else {
            throw .unavailable("its answer is not what OpenAI's protocol says")
        }
        if let message = event.error?.message { throw .unavailable("it failed: \(message.prefix(300))") }
        isBegun = true
        if let counted = event.usage { usage = TokenUsage(promptTokens: counted.prompt_tokens, completionTokens: counted.completion_tokens) }
        let choice = event.choices?.first
        if choice?.finish_reason != nil { isEnded = true }
        guard let text = choice?.delta?.content, !text.isEmpty else { return nil }
        return text
    }

    private struct Event: Decodable {
        struct Choice: Decodable {
            struct Delta: Decodable { var content: String? }

            var delta: Delta?
            var finish_reason: String?
        }

        struct Usage: Decodable {
            var prompt_tokens: Int
            var completion_tokens: Int
        }

        struct Failure: Decodable { var message: String? }

        var choices: [Choice]?
        var usage: Usage?
        var error: Failure?
    }
}
