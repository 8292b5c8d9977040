/// What kind of error something is, in words of the program and none of its data: nothing of a document or a secret can be in it.
enum ErrorKind {
    /// "StoreError.corrupt"; the type alone where it has no cases.
    static func of(_ error: any Error) -> String {
        let type = String(describing: Swift.type(of: error))
        guard let name = caseName(error) else { return type }
        return "\(type).\(name)"
    }

    private static func caseName(_ error: any Error) -> String? {
        let mirror = Mirror(reflecting: error)
        guard mirror.displayStyle == .enum else { return nil }
        // A case with values has its name as the label of its only child; one without prints as its name, unless it describes itself in
        // a sentence.
        if let label = mirror.children.first?.label { return label }
        let text = String(describing: error)
        return text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } ? text : nil
    }
}
