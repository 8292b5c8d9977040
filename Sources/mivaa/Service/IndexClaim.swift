import Glibc

/// The right to fill a folder's index, of one process at a time. Ends with the process at the latest.
struct IndexClaim {
    private let descriptor: Int32

    /// `nil` when another process has it, or the folder cannot be written to.
    /// - Parameter waits: until the other lets go.
    init?(_ folder: DataFolder, waits: Bool) {
        let descriptor = open("\(folder.path)/index.lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return nil }
        guard flock(descriptor, LOCK_EX | (waits ? 0 : LOCK_NB)) == 0 else {
            close(descriptor)
            return nil
        }
        self.descriptor = descriptor
    }

    func release() {
        close(descriptor)
    }
}
