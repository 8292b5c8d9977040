import DocumentModel

/// What ended a child before it had answered.
enum ChildEnding: Error, Hashable {
    /// It could not be started or did not get ready.
    case notStarted(String)
    case crashed(signal: Int32?)
    case timedOut(seconds: Double)
    case outOfMemory(limitBytes: Int)
    /// It answered what a correct child never answers.
    case misbehaved(String)

    /// One word for counting.
    var name: String {
        switch self {
        case .notStarted: "not_started"
        case .crashed: "crashed"
        case .timedOut: "timed_out"
        case .outOfMemory: "out_of_memory"
        case .misbehaved: "misbehaved"
        }
    }

    /// One sentence for people.
    var detail: String {
        switch self {
        case .notStarted(let reason): "the extraction child did not start: \(reason)"
        case .crashed(let signal?): "reading it crashed the extraction child (signal \(signal))"
        case .crashed(nil): "reading it ended the extraction child"
        case .timedOut(let seconds): "reading it took more than \(seconds.formattedBriefly) s"
        case .outOfMemory(let limit): "reading it took more than the \(limit >> 20) MiB a child may use"
        case .misbehaved(let reason): "the extraction child gave an answer that makes no sense (\(reason))"
        }
    }

    func failure(ofPage page: Int) -> PageFailure {
        let cause: PageFailure.Cause =
            switch self {
            case .timedOut: .timedOut
            case .outOfMemory: .outOfMemory
            case .notStarted, .crashed, .misbehaved: .crashed
            }
        return PageFailure(page: page, cause: cause, detail: detail)
    }

    var refusal: Refusal {
        switch self {
        case .timedOut: Refusal(.timedOut, detail)
        case .outOfMemory: Refusal(.outOfMemory, detail)
        case .notStarted: Refusal(.notStarted, detail)
        case .crashed, .misbehaved: Refusal(.crashed, detail)
        }
    }
}

extension Double {
    /// Without a fraction when it has none: "30", "0.5".
    fileprivate var formattedBriefly: String {
        self == rounded() ? String(Int(self)) : String(self)
    }
}
