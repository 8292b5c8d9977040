import Backends
import Foundation
import WebAPI

extension HealthPart {
    /// Parts of the disk in use from which on uploads may soon fail.
    private static let fullShare = 0.95

    /// Healthy with what `check` says, or unhealthy when it throws. Why is for the log: clients are told that, and not more.
    static func of(_ name: String, isCritical: Bool = false, _ check: () async throws -> String) async -> HealthPart {
        do {
            return HealthPart(name, .healthy, try await check(), isCritical: isCritical)
        } catch {
            return HealthPart(name, .unhealthy, "it does not do what it was asked for", isCritical: isCritical)
        }
    }

    /// Whether documents can be found, by words and by meaning.
    static func search(_ index: any SearchIndex & SearchIndexUpkeep, _ embedders: any TextEmbedders) async -> HealthPart {
        do {
            let statistics = try await index.statistics(in: .installation)
            let space = try await index.activeSpace()
            let found = space.flatMap { statistics.vectorCounts[$0] } ?? 0
            let counts = "\(statistics.chunkCount) chunks, \(found) of them by meaning"
            // Without chunks, no model is loaded.
            guard statistics.chunkCount > 0 else { return HealthPart("search", .healthy, counts) }
            let wanted = try await index.wantedModel()
            do throws(RecognitionError) {
                if let space { _ = try await embedders.asking(space) } else { _ = try await embedders.filling(wanted) }
            } catch {
                return HealthPart("search", space == nil ? .notConfigured : .degraded, "\(counts); \(error)")
            }
            return HealthPart("search", .healthy, counts)
        } catch {
            return HealthPart("search", .unhealthy, "it does not do what it was asked for")
        }
    }

    /// Room on the disk of that folder.
    static func disk(at path: String) -> HealthPart {
        var status = statvfs()
        guard statvfs(path, &status) == 0, status.f_blocks > 0 else { return HealthPart("disk", .unhealthy, "its size is not known") }
        // As `df` has it: of what people can use. Blocks that the file system keeps for itself are neither used nor free.
        let usedBlocks = Double(status.f_blocks - status.f_bfree)
        let used = usedBlocks / max(1, usedBlocks + Double(status.f_bavail))
        let text = "\(Int((used * 100).rounded())) % in use"
        return HealthPart("disk", used > fullShare ? .degraded : .healthy, text)
    }
}
