package import Logging

/// Where the service writes down what it was asked and what it answered.
package protocol RequestJournal: Sendable {
    func began()
    func ended(_ entry: RequestEntry, _ logger: Logger)
    /// An error that is not the client's.
    func failed(_ failure: RequestFailure, _ logger: Logger)
    func connectionOpened()
    func connectionClosed()
}

extension RequestJournal {
    package func connectionOpened() {}
    package func connectionClosed() {}
}

/// A request that was answered.
package struct RequestEntry: Hashable, Sendable {
    package var method: String
    /// The route's path with its parameters in braces, so that there are few; "none" where there is no route.
    package var route: String
    package var status: Int
    package var requestID: String
    package var seconds: Double
}

/// Why a request was answered with the service's own failure.
package struct RequestFailure: Sendable {
    package var error: any Error
    package var answer: APIError
    package var method: String
    /// As in `RequestEntry`.
    package var route: String
    package var requestID: String
}
