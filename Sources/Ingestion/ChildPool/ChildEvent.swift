/// What happens to the children of a pool, for those who count it.
package enum ChildEvent: Hashable, Sendable {
    case started
    /// It will be replaced when it is needed. The cause is one of `causes`.
    case lost(cause: String)

    /// "grown" when it had only become too large.
    package static let causes = ["crashed", "timed_out", "out_of_memory", "misbehaved", "not_started", "grown"]
}
