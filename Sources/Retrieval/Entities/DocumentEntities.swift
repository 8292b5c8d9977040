package import Backends
package import DocumentModel

/// Finds the entities of a document, passage by passage.
package enum DocumentEntities {
    /// Of one document; a directory of people has some ten on a page and 1,000 pages.
    package static let mostMentions = 100_000
    /// Characters of a passage that are kept around a mention, on each side.
    private static let contextLength = 120

    /// - Returns: mentions in order of position, and whether there were more.
    package static func find(
        in outline: DocumentOutline, of document: DocumentID, by recognizer: any EntityRecognizer
    ) async throws(RecognitionError) -> (mentions: [EntityMention], isCut: Bool) {
        let found = try await recognizer.entities(in: outline.passages.map(\.text))
        let mentions = mentions(found, in: outline, of: document)
        return (Array(mentions.prefix(mostMentions)), mentions.count > mostMentions)
    }

    /// Mentions of what was found in each passage.
    package static func mentions(_ found: [[Entity]], in outline: DocumentOutline, of document: DocumentID) -> [EntityMention] {
        let persons = Set(found.joined().filter { $0.kind == .person }.map { EntityKey.of(.person, $0.text) })
        let names = PersonNames(persons)
        var mentions: [EntityMention] = []
        for (passage, entities) in zip(outline.passages, found) {
            for entity in entities { mentions.append(mention(entity, passage, document, names)) }
        }
        return withBestNames(mentions)
    }

    private static func mention(_ entity: Entity, _ passage: DocumentPassage, _ document: DocumentID, _ names: PersonNames) -> EntityMention {
        let own = EntityKey.of(entity.kind, entity.text)
        let regions = passage.content.regions(of: entity.range)
        return EntityMention(
            document: document, entity: EntityName(kind: entity.kind, key: entity.kind == .person ? names.key(for: own) : own), name: entity.text,
            text: entity.text, passage: passage.index, block: passage.block, page: regions.first?.page, range: entity.range,
            confidence: entity.confidence, regions: regions, context: context(of: entity.range, in: passage.text))
    }

    /// The passage around the range, cut at spaces.
    static func context(of range: Range<Int>, in text: String) -> String {
        var start = max(0, range.lowerBound - contextLength)
        var end = min(text.utf8.count, range.upperBound + contextLength)
        let bytes = Array(text.utf8)
        while start > 0, start < range.lowerBound, bytes[start - 1] != 0x20 { start += 1 }
        while end < bytes.count, end > range.upperBound, bytes[end] != 0x20 { end -= 1 }
        let part = String(decoding: bytes[start..<end], as: UTF8.self)
        return (start > 0 ? "…" : "") + part + (end < bytes.count ? "…" : "")
    }

    /// Each entity by the longest writing that comes most often among those of its own key.
    private static func withBestNames(_ mentions: [EntityMention]) -> [EntityMention] {
        var writings: [EntityName: [String: Int]] = [:]
        for mention in mentions where EntityKey.of(mention.entity.kind, mention.text) == mention.entity.key {
            writings[mention.entity, default: [:]][mention.text, default: 0] += 1
        }
        let best = writings.mapValues { counts in
            counts.max { ($0.value, $0.key.count, $1.key) < ($1.value, $1.key.count, $0.key) }?.key ?? ""
        }
        return mentions.map { mention in
            var mention = mention
            mention.name = best[mention.entity] ?? mention.text
            return mention
        }
    }
}
