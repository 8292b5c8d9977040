import DocumentModel

/// Why a document could not be fetched. Texts are for people.
package enum DownloadProblem: Error, Hashable, Sendable {
    /// The address, or one it leads to, must not be asked.
    case forbidden(String)
    /// The host has no address, does not answer, or broke off.
    case unreachable(String)
    /// The host answered with something else than the document.
    case status(Int)
    case tooManyRedirects(Int)
    case tooLarge(limitBytes: Int64)
    case timedOut(seconds: Double)
    case notAPDF
    case notAPicture
    /// The file could not be written.
    case notWritten(String)
    case stopped
}

extension DownloadProblem: CustomStringConvertible {
    package var description: String { "the document could not be downloaded: \(reason)" }

    /// What happened, without what was wanted.
    var reason: String {
        switch self {
        case .forbidden(let reason), .unreachable(let reason): reason
        case .status(let code): "the server answered with status \(code)"
        case .tooManyRedirects(let limit): "more than \(limit) redirections"
        case .tooLarge(let limit): "it has more than \(limit >> 20) MB"
        case .timedOut(let seconds): "the server took longer than \(Int(seconds)) s"
        case .notAPDF: "it is not a PDF: it does not begin with %PDF-"
        case .notAPicture: "it is not a picture (JPEG, PNG, WebP, TIFF, GIF)"
        case .notWritten(let reason): "it could not be stored: \(reason)"
        case .stopped: "it was stopped"
        }
    }

    static func address(_ text: String) throws(DownloadProblem) -> DocumentAddress {
        do throws(AddressProblem) {
            return try DocumentAddress(text)
        } catch {
            throw .forbidden(error.reason)
        }
    }

    /// Statuses after which another attempt may be answered otherwise: busy, too many requests, trouble of the server's own.
    private static func mayPass(_ status: Int) -> Bool { status >= 500 || status == 408 || status == 425 || status == 429 }

    /// Whether a later attempt may succeed.
    package var mayPass: Bool {
        switch self {
        case .unreachable, .timedOut, .notWritten: true
        case .status(let code): Self.mayPass(code)
        case .forbidden, .tooManyRedirects, .tooLarge, .notAPDF, .notAPicture, .stopped: false
        }
    }
}

extension JobProblem {
    init(_ problem: DownloadProblem) {
        let code =
            switch problem {
            case .tooLarge: "PDF_SIZE_ERROR"
            case .timedOut: "PDF_TIMEOUT_ERROR"
            case .notAPDF, .notAPicture: "PDF_FORMAT_ERROR"
            case .notWritten: "PDF_STORAGE_ERROR"
            default: "PDF_DOWNLOAD_ERROR"
            }
        let failure = JobFailure(code: code, message: "\(problem)")
        self = problem == .stopped ? .stopped : problem.mayPass ? .forNow(failure) : .forGood(failure)
    }
}
