package import Logging

/// Where the service writes down what it was asked and what it answered.
package protocol RequestJournal: Sendable {
    func began()
    func ended(_ entry: RequestEntry, _ logger: Logger)
    /// An error that is not the client's.
    func failed(_ error: any Error, _ answer: APIError, requestID: String, _ logger: Logger)
}

package struct RequestEntry: Hashable, Sendable {
    package var method: String
    /// The route's path with its parameters in braces, so that there are few; "none" where there is no route.
    package var route: String
    package var status: Int
    package var requestID: String
    package var seconds: Double
}
