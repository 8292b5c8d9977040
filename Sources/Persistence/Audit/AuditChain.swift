import Backends
import Crypto
import DocumentModel

/// The end of the audit log, to which the next entry is bound; the same for every database.
struct AuditChain {
    private(set) var lastSequence: Int64 = 0
    private(set) var lastHash = AuditEntry.firstPreviousHash

    /// An empty log.
    init() {}

    init(lastSequence: Int64, lastHash: String) {
        self.lastSequence = lastSequence
        self.lastHash = lastHash
    }

    /// The event as the next entry.
    func entry(of event: AuditEvent) -> AuditEntry {
        let sequence = lastSequence + 1
        let hash = Self.hash(AuditEntry.canonicalJSON(sequence: sequence, event: event), behind: lastHash)
        return AuditEntry(sequence: sequence, event: event, previousHash: lastHash, hash: hash)
    }

    /// Whether the entry is the next one, unchanged; moves behind it then.
    mutating func accepts(_ entry: AuditEntry) -> Bool {
        guard self.entry(of: entry.event) == entry else { return false }
        lastSequence = entry.sequence
        lastHash = entry.hash
        return true
    }

    /// - Parameter isBroken: whether the entry behind this end is not what was written.
    func verification(isBroken: Bool) -> AuditVerification {
        AuditVerification(entryCount: Int(lastSequence), lastHash: lastHash, firstBroken: isBroken ? lastSequence + 1 : nil)
    }

    private static func hash(_ canonicalJSON: String, behind previousHash: String) -> String {
        let digits = Array("0123456789abcdef")
        var text = ""
        for byte in SHA256.hash(data: Array((previousHash + canonicalJSON).utf8)) {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return text
    }
}
