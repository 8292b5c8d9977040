import DocumentModel
import Synchronization

/// How many live connections there may be: each holds a socket and a line of events.
package final class LivePlaces: Sendable {
    private let mostPerUser: Int
    private let mostInAll: Int
    private let taken = Mutex<[UserID: Int]>([:])

    package init(mostPerUser: Int = 50, mostInAll: Int = 5000) {
        self.mostPerUser = mostPerUser
        self.mostInAll = mostInAll
    }

    /// Live connections now.
    package var count: Int { taken.withLock { $0.values.reduce(0, +) } }

    /// - Throws: `BUSY` when there is no place left.
    func take(_ user: UserID) throws(APIError) -> Place {
        let hasRoom = taken.withLock { taken in
            guard taken[user, default: 0] < mostPerUser, taken.values.reduce(0, +) < mostInAll else { return false }
            taken[user, default: 0] += 1
            return true
        }
        guard hasRoom else { throw APIError(.busy, "Too many live connections are open.", retryAfterSeconds: 10) }
        return Place(places: self, user: user)
    }

    private func leave(_ user: UserID) {
        taken.withLock { taken in
            let left = taken[user, default: 0] - 1
            taken[user] = left > 0 ? left : nil
        }
    }

    struct Place: Sendable {
        fileprivate let places: LivePlaces
        fileprivate let user: UserID

        func leave() { places.leave(user) }
    }
}
