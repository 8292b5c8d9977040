/// What happens to the children of a pool, for those who count it.
package enum ChildEvent: Hashable, Sendable {
    case started
    /// It will be replaced when it is needed: "crashed", "timed_out", "out_of_memory", "misbehaved" or "not_started"; "grown" when it had
    /// only become too large.
    case lost(cause: String)
}
