package import DocumentModel

/// A sentence with what was thought of it as an answer, for measurements and for fitting `AnswerLikelihood`.
package struct JudgedSentence: Hashable, Sendable {
    package let document: DocumentID
    package let text: String
    /// 0...1.
    package let likelihood: Double
    /// `AnswerEvidence` by name; without a cosine where meanings were not compared.
    package let evidence: [String: Double]

    /// `nil` for one that was not judged.
    init?(_ ranked: SentenceRanking.Ranked) {
        guard let found = ranked.evidence else { return nil }
        document = ranked.sentence.chunk.document
        text = ranked.sentence.text
        likelihood = ranked.likelihood
        var evidence = [
            "coverage": found.coverage, "context_coverage": found.contextCoverage, "matched_rarity": found.matchedRarity,
            "missing_names": found.missingNames,
            "lacks_kind": found.lacksKind ? 1 : 0, "lacks_measure": found.lacksMeasure ? 1 : 0, "word_count": Double(found.wordCount),
        ]
        evidence["cosine"] = found.cosine
        self.evidence = evidence
    }
}
