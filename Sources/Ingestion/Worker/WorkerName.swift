import Glibc

/// Names a process so that another one of the same machine can tell whether it still runs.
package struct WorkerName: Hashable, Sendable {
    /// "boot/namespace/process/start": identifies the start of the machine, the namespace of process numbers, the process number, and
    /// when the process began, as numbers are used again.
    package let text: String
    private let boot: String
    private let namespace: String
    private let process: Int32
    private let start: String

    package static let ofThisProcess = WorkerName(process: getpid())

    /// The name that a process of this machine has now.
    init(process: Int32) {
        boot = Self.bootIdentifier
        namespace = Self.namespaceIdentifier
        self.process = process
        start = Self.start(of: process) ?? "gone"
        text = "\(boot)/\(namespace)/\(process)/\(start)"
    }

    /// `nil` when the text is not such a name.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4, let process = Int32(parts[2]), process > 0 else { return nil }
        (boot, namespace, start) = (parts[0], parts[1], parts[3])
        self.process = process
        self.text = text
    }

    /// Whether the process certainly no longer runs. False where that cannot be told: processes of another machine or container.
    var isDead: Bool {
        boot == Self.bootIdentifier && namespace == Self.namespaceIdentifier && Self.start(of: process) != start
    }

    private static let bootIdentifier = String(contents("/proc/sys/kernel/random/boot_id")?.prefix(13) ?? "unknown")

    private static let namespaceIdentifier: String = {
        var status = stat()
        return stat("/proc/self/ns/pid", &status) == 0 ? String(status.st_ino) : "unknown"
    }()

    /// Clock ticks from the machine's start to the process's; `nil` when there is no such process, or only what is left of one.
    private static func start(of process: Int32) -> String? {
        // The second field, the program's name, may hold spaces and parentheses.
        guard let line = contents("/proc/\(process)/stat"), let end = line.lastIndex(of: ")") else { return nil }
        let fields = line[line.index(after: end)...].split(separator: " ")
        guard fields.count > 19, fields[0] != "Z", fields[0] != "X" else { return nil }
        return String(fields[19])
    }

    private static func contents(_ path: String) -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 1024)
        guard fgets(&line, Int32(line.count), file) != nil else { return nil }
        return String(decoding: line.prefix { $0 != 0 && $0 != 0x0A }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
