/// What goes wrong with stored records and files, whatever stores them.
package enum StoreError: Error, Hashable, Sendable {
    /// Another change came first, or a record of that name is there already.
    case conflict(String)
    /// Too many others are writing; the same call may succeed in a moment.
    case busy
    /// The disk or the quota of the store is full.
    case full(String)
    /// What was read is not what was written.
    case corrupt(String)
    /// The store does not answer.
    case unavailable(String)
    case notFound(String)
}

extension StoreError: CustomStringConvertible {
    /// One sentence for people; holds no content of a record.
    package var description: String {
        switch self {
        case .conflict(let what): "\(what) was changed or made by somebody else meanwhile"
        case .busy: "the store is busy; try again"
        case .full(let what): "there is no room left: \(what)"
        case .corrupt(let what): "what is stored is damaged: \(what)"
        case .unavailable(let what): "the store does not answer: \(what)"
        case .notFound(let what): "\(what) is not there"
        }
    }
}
