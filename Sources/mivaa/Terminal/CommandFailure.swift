/// What keeps a command from doing its work, said to a person: one sentence, and what to do about it when something can be.
struct CommandFailure: Error, CustomStringConvertible {
    var message: String
    var hint: String?

    init(_ message: String, hint: String? = nil) {
        self.message = message
        self.hint = hint
    }

    var description: String { message + (hint.map { "\nHint: \($0)" } ?? "") }
}
