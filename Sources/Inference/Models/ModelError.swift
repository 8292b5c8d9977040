/// Why models could not be installed or are not what they should be. Texts are for people.
package enum ModelError: Error, Hashable, Sendable {
    case unknown(name: String, known: [String])
    /// pip, unzip or the build script failed: what it said last.
    case toolFailed(tool: String, message: String)
    case wrongDigest(file: String)
    case tooLarge(file: String, limitBytes: Int)
    case unwritable(path: String, reason: String)
}

extension ModelError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unknown(let name, let known): "there is no model named \(name); there are: \(known.joined(separator: ", "))"
        case .toolFailed(let tool, let message): "\(tool) failed: \(message)"
        case .wrongDigest(let file): "\(file) does not have the sha256 that it should; nothing was installed from it"
        case .tooLarge(let file, let limitBytes): "\(file) is larger than its \(limitBytes) bytes; nothing was installed from it"
        case .unwritable(let path, let reason): "\(path) cannot be written: \(reason)"
        }
    }
}
