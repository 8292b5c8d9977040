package import Backends

/// Entities by both ways: rules for what is written in regular ways, a model for names.
package struct EntityFinder: EntityRecognizer {
    package let name: String
    private let pool: EnginePool<NameFinder>

    /// Texts handed to an engine at a time, in bytes: bounds the memory of one piece of work and keeps others from waiting for long.
    private static let batchBytes = 1 << 17
    /// Beyond it a text is no text but a file; callers pass paragraphs and pages.
    package static let maximumTextBytes = 4 << 20
    /// A batch takes about a second on a slow core, a text of the largest size half a minute.
    private static let secondsPerBatch = 120.0

    /// - Parameter threads: how many batches run at the same time; each has the model in memory.
    package init(_ model: NameModel, runtime: OnnxRuntime, threads: Int = 1) {
        name = "rules+\(model.name)"
        pool = EnginePool(limits: .init(engines: threads, seconds: Self.secondsPerBatch)) { () throws(RecognitionError) in
            try NameFinder(runtime: runtime, model: model)
        }
    }

    package func entities(in texts: [String]) async throws(RecognitionError) -> [[Entity]] {
        try await found(in: texts, Self.merged)
    }

    /// All names that the model sees where no rule matches, with its own scores as confidence: what calibration measures.
    package func names(in texts: [String]) async throws(RecognitionError) -> [[Entity]] {
        try await found(in: texts) { text, names in
            Self.unmatched(names, by: EntityRules.matches(in: text), in: text).map { text.entity($0.kind, $0.range, confidence: $0.score) }
        }
    }

    private func found(
        in texts: [String], _ entities: @escaping @Sendable (RuleText, [NameDecoder.Name]) -> [Entity]
    ) async throws(RecognitionError) -> [[Entity]] {
        var found: [[Entity]] = []
        found.reserveCapacity(texts.count)
        for batch in try Self.batches(texts) {
            found += try await pool.withEngine { (finder, limit) throws(RecognitionError) in
                let names = try finder.names(in: Array(texts[batch]), limit: limit)
                return zip(texts[batch], names).map { text, names in
                    let text = RuleText(text)
                    return entities(text, Self.tidied(names, in: text))
                }
            }
        }
        return found
    }

    /// Ranges of texts that together have about `batchBytes`.
    static func batches(_ texts: [String]) throws(RecognitionError) -> [Range<Int>] {
        var batches: [Range<Int>] = []
        var start = 0
        var bytes = 0
        for (index, text) in texts.enumerated() {
            let size = text.utf8.count
            guard size <= maximumTextBytes else {
                throw .unusableInput("a text of \(size) bytes; at most \(maximumTextBytes) are searched for names")
            }
            if bytes + size > batchBytes, index > start {
                batches.append(start..<index)
                (start, bytes) = (index, 0)
            }
            bytes += size
        }
        if start < texts.count { batches.append(start..<texts.count) }
        return batches
    }

    /// Rules win for what they match.
    @Sendable static func merged(_ text: RuleText, names: [NameDecoder.Name]) -> [Entity] {
        let matches = EntityRules.matches(in: text)
        var entities = matches.map { text.entity($0.kind, $0.range, confidence: $0.confidence) }
        for name in unmatched(names, by: matches, in: text) {
            let confidence = Reliability.confidence(of: name.kind, score: name.score, isCapitalized: text.isCapitalized(name.range))
            if confidence >= Reliability.minimumConfidence { entities.append(text.entity(name.kind, name.range, confidence: confidence)) }
        }
        return entities.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    /// Names without signs at their ends; a full stop after an initial ("James D. Bulloch") does not part them.
    static func tidied(_ names: [NameDecoder.Name], in text: RuleText) -> [NameDecoder.Name] {
        var tidied: [NameDecoder.Name] = []
        for name in names {
            let words = text.withoutSigns(name.range)
            if let last = tidied.last, last.kind == name.kind, text.isInitialStop(last.range.upperBound..<words.lowerBound) {
                // Neither part is surer than the other: the mean of their scores.
                tidied[tidied.count - 1] = .init(
                    kind: last.kind, range: last.range.lowerBound..<words.upperBound, score: (last.score + name.score) / 2)
            } else if words.count > 1 {
                tidied.append(.init(kind: name.kind, range: words, score: name.score))
            }
        }
        return tidied
    }

    /// Names that touch no match and are no handles or tags ("@nasa", "#london"). Names and matches are in order of position.
    private static func unmatched(_ names: [NameDecoder.Name], by matches: [RuleMatch], in text: RuleText) -> [NameDecoder.Name] {
        var next = 0
        return names.filter { name in
            // What ends before this name ends before all that follow.
            while next < matches.count, matches[next].range.upperBound <= name.range.lowerBound { next += 1 }
            let isMatched = next < matches.count && matches[next].range.overlaps(name.range)
            return !isMatched && !text.isWithinHandle(name.range.lowerBound)
        }
    }
}

extension RuleText {
    fileprivate func entity(_ kind: Entity.Kind, _ range: Range<Int>, confidence: Double) -> Entity {
        Entity(kind: kind, range: range, text: String(decoding: bytes[range], as: UTF8.self), confidence: confidence)
    }

    /// Whether the first and the last word begin with a capital, or with a letter of a script that has none.
    fileprivate func isCapitalized(_ range: Range<Int>) -> Bool {
        let words = bytes[range].split(separator: 0x20)
        return [words.first, words.last].allSatisfy { word in
            guard let first = String(decoding: word ?? [], as: UTF8.self).unicodeScalars.first else { return false }
            return !first.properties.isLowercase
        }
    }

    /// Whether the word that the position is in begins with "@", "#" or "&" (an entity of HTML).
    fileprivate func isWithinHandle(_ position: Int) -> Bool {
        var start = position
        while isWordByte(start - 1) || self[start - 1] == UInt8(ascii: "_") { start -= 1 }
        return [UInt8(ascii: "@"), UInt8(ascii: "#"), UInt8(ascii: "&")].contains(self[start - 1])
    }

    /// The range without what is no letter, digit or closing bracket at its ends; empty when nothing is left.
    fileprivate func withoutSigns(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, !isWordByte(start) { start += 1 }
        while end > start, !isWordByte(end - 1) { end -= 1 }
        return start..<end
    }

    /// Whether the range is the full stop (and a space) after a single letter.
    fileprivate func isInitialStop(_ range: Range<Int>) -> Bool {
        guard (1...3).contains(range.count), isUppercase(range.lowerBound - 1), !isWordByte(range.lowerBound - 2) else { return false }
        return range.contains { self[$0] == UInt8(ascii: ".") } && range.allSatisfy { self[$0] == UInt8(ascii: ".") || self[$0] == 0x20 }
    }
}
