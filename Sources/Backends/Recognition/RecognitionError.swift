/// Why a recognition engine (text, images, meaning) gave no answer. Texts are for people.
package enum RecognitionError: Error, Hashable, Sendable {
    /// A model or library is not there; `install` is the command that brings it.
    case missing(what: String, install: String)
    /// The input is beyond a limit or not what it claims to be.
    case unusableInput(String)
    /// It took longer than allowed.
    case timedOut(seconds: Double)
    case cancelled
    /// So many already wait that this one would time out; try again later.
    case busy(waiting: Int)
    /// The engine itself failed: its own message.
    case failed(String)
}

extension RecognitionError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missing(let what, let install): "\(what) is not installed; run: \(install)"
        case .unusableInput(let reason): reason
        case .timedOut(let seconds): "recognition took longer than \(seconds) s"
        case .cancelled: "cancelled"
        case .busy(let waiting): "recognition is busy (\(waiting) are waiting)"
        case .failed(let message): message
        }
    }
}
