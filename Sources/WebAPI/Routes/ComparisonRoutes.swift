import Backends
import DocumentModel
import HTTPTypes
import Retrieval

/// 5.7 of the contract: what two documents have in common and where they differ.
package struct ComparisonRoutes: Sendable {
    private let desk: ComparisonDesk
    private let outlines: OutlineDesk

    package init(desk: ComparisonDesk, outlines: OutlineDesk) {
        self.desk = desk
        self.outlines = outlines
    }

    package var routes: [Route] { [compare] }

    private var compare: Route {
        Route(
            .post, "/api/v1/search/compare", "compare_documents", "What two documents have in common and where they differ, with places on both",
            in: .search, access: .permission(.search), rate: .extract
        )
        .also(at: "/api/v1/documents/compare").body(ComparisonRequest.self)
        .form(
            ComparisonForm.self, files: FilePart("file_a", required: false, "The PDF before."),
            FilePart("file_b", required: false, "The PDF after.")
        )
        .failing(.notFound, .conflict, .busy, .pdfValidation, .pdfExtraction, .pdfFormat, .pdfSize, .pdfTimeout)
        .reply(.ok, "The comparison.", Envelope<ComparisonReply>.self).reply(.ok, "The comparison.", mediaTypes: "text/markdown")
        .replying { call in
            let begin = ContinuousClock.now
            let order = call.isForm ? try await uploaded(call) : try await named(call)
            let comparison = try await outlines.line.pass { try await made(order, try call.scope()) }
            if call.prefers("text/markdown") { return .text(comparison.comparison.markdown(), "text/markdown") }
            let name: BatchID = call.identifiers.next("cmp")
            let reply = ComparisonReply(comparison, order, id: name.rawValue, seconds: (ContinuousClock.now - begin) / .seconds(1))
            return try .json(Envelope(message: "The comparison", data: reply))
        }
    }

    private func uploaded(_ call: Call) async throws -> ComparisonOrder {
        let form = try await call.form(ComparisonForm.self, folder: outlines.extraction.stagingFolder, fileLimit: call.limits.fileBytes)
        func subject(_ part: String, _ name: String?, _ field: String) throws(APIError) -> TextSubject {
            if let file = form.files(of: part).first { return .file(file) }
            guard let name else { throw APIError(.validation, "Give \(part) or \(field).", details: ["field": .string(part)]) }
            return .document(name, field: field)
        }
        let subjects = [try subject("file_a", form.fields.documentA, "document_a"), try subject("file_b", form.fields.documentB, "document_b")]
        return ComparisonOrder(
            subjects: subjects, options: try form.fields.comparisonOptions ?? .standard(), type: form.fields.comparisonType, aspect: .content)
    }

    private func named(_ call: Call) async throws -> ComparisonOrder {
        let request = try await call.body(ComparisonRequest.self)
        guard request.comparisonAspect != .sentiment else {
            throw APIError(
                .validation, "Sentiments are not compared; analyze each document for sentiment instead.", details: ["field": "comparison_aspect"])
        }
        var subjects: [TextSubject]
        switch (request.documentA, request.documentB, request.documentIds) {
        case (let a?, let b?, nil):
            subjects = [try a.subject(field: "document_a", allowsText: false), try b.subject(field: "document_b", allowsText: false)]
        case (nil, nil, let ids?): subjects = ids.map { .document($0, field: "document_ids") }
        default: throw APIError(.validation, "Give document_a and document_b, or document_ids.", details: ["field": "document_a"])
        }
        var order = ComparisonOrder(
            subjects: subjects, options: try request.comparisonOptions ?? .standard(), type: request.comparisonType,
            aspect: request.comparisonAspect)
        (order.hasSimilarities, order.hasDifferences) = (request.includeSimilarities, request.includeDifferences)
        return order
    }

    private func made(_ order: ComparisonOrder, _ scope: Scope) async throws -> MadeComparison {
        var parts: [(record: DocumentRecord?, outline: DocumentOutline)] = []
        for subject in order.subjects.prefix(2) { parts.append(try await part(subject, scope)) }
        let options = DocumentComparer.Options(mode: order.mode, leastSimilarity: order.options.similarityThreshold)
        let comparison = try await desk.compare(parts[0].outline, parts[1].outline, options)
        var made = MadeComparison(
            comparison: comparison, topics: await desk.topics(parts[0].outline, parts[1].outline), records: parts.map(\.record))
        made.points = order.aspect == .keyInsights ? parts.map { Self.points(of: $0.outline) } : []
        for subject in order.subjects.dropFirst(2) {
            let other = try await part(subject, scope)
            made.others.append((other.record, try await desk.compare(parts[0].outline, other.outline, options)))
        }
        return made
    }

    private func part(_ subject: TextSubject, _ scope: Scope) async throws -> (record: DocumentRecord?, outline: DocumentOutline) {
        guard case .document(let name, let field) = subject else { return (nil, try await outlines.outline(of: subject, in: scope)) }
        let record = try await outlines.document(named: name, in: scope, field: field)
        return (record, try await outlines.outline(of: record))
    }

    private static func points(of outline: DocumentOutline) -> [String] {
        var options = SummaryOptions()
        options.length = .short
        return (try? ExtractiveSummary([outline], options))?.summary().keyPoints ?? []
    }
}

/// What is to be compared, and how.
struct ComparisonOrder: Sendable {
    var subjects: [TextSubject]
    var options: ComparisonOptions
    var type: ComparisonOptions.Kind?
    var aspect: ComparisonRequest.Aspect
    var hasSimilarities = true
    var hasDifferences = true

    init(subjects: [TextSubject], options: ComparisonOptions, type: ComparisonOptions.Kind?, aspect: ComparisonRequest.Aspect) {
        self.subjects = subjects
        self.options = options
        self.type = type
        self.aspect = aspect
    }

    var mode: DocumentComparison.Mode { (options.comparisonType ?? type ?? .textual).mode }
    /// Least score of what is listed as similar.
    var leastListed: Double { mode == .semantic ? 0 : options.similarityThreshold ?? 0 }
}

/// A comparison with what is said around it.
struct MadeComparison: Sendable {
    var comparison: DocumentComparison
    var topics: CommonTopics
    /// `nil` for files that are not stored.
    var records: [DocumentRecord?]
    var points: [[String]] = []
    var others: [(record: DocumentRecord?, comparison: DocumentComparison)] = []

    init(comparison: DocumentComparison, topics: CommonTopics, records: [DocumentRecord?]) {
        self.comparison = comparison
        self.topics = topics
        self.records = records
    }
}

extension ComparisonOptions {
    fileprivate static func standard() throws -> Self { try Call.checked(.object([:]), Schema(of: Self.self), Self.self) }
}

extension ComparisonReply {
    init(_ made: MadeComparison, _ order: ComparisonOrder, id: String, seconds: Double) {
        let found = made.comparison
        let differences = order.hasDifferences ? Array(found.differences.prefix(order.options.maxDifferences)) : []
        let infos = zip(made.records, [found.before, found.after]).map { record, summary in
            DocumentInfo(
                documentId: record?.id.rawValue, title: summary.title, contentType: record?.mimeType ?? "application/pdf",
                pageCount: summary.pageCount, wordCount: summary.wordCount)
        }
        var warnings = found.warnings
        if order.hasDifferences, differences.count < found.differences.count {
            warnings.append("\(found.differences.count) differences were found; the first \(differences.count) are listed.")
        }
        self.init(
            comparisonId: id, overallSimilarity: found.similarity, similarityScore: found.similarity,
            similarities: order.hasSimilarities
                ? found.similarities.filter { $0.similarity >= order.leastListed }.prefix(order.options.maxDifferences).map { .init($0) } : [],
            differences: differences.compactMap { .init($0, isHighlighted: order.options.highlightDifferences) },
            moves: differences.compactMap { .init($0) },
            changedValues: differences.flatMap { difference in difference.values.map { .init($0, section: difference.section) } },
            sections: found.sections.map { .init($0) }, commonTopics: made.topics.common.map(\.text),
            commonGround: found.commonGround.map { .init($0) },
            comparisonMetadata: .init(
                algorithmUsed: found.method, processingTime: seconds, comparisonType: found.mode.rawValue, comparisonMethod: found.method,
                counts: .init(found.totals), warnings: warnings),
            documentIds: (made.records + made.others.map(\.record)).compactMap { $0?.id.rawValue }, comparisonAspect: order.aspect.rawValue,
            comparisonResult: Self.sentence(made, order.aspect), documentsInfo: infos,
            otherComparisons: made.others.isEmpty
                ? nil
                : made.others.map { other in
                    Other(
                        documentId: other.record?.id.rawValue ?? "", overallSimilarity: other.comparison.similarity,
                        counts: .init(other.comparison.totals), comparisonResult: Self.verdict(other.comparison))
                })
    }

    private static func sentence(_ made: MadeComparison, _ aspect: ComparisonRequest.Aspect) -> String {
        func list(_ words: [String]) -> String { words.isEmpty ? "nothing" : words.joined(separator: ", ") }
        switch aspect {
        case .content, .general, .sentiment: return verdict(made.comparison)
        case .topics:
            return
                "Both speak of \(list(made.topics.common.map(\.text))). Only the first: \(list(made.topics.onlyBefore)). "
                + "Only the second: \(list(made.topics.onlyAfter))."
        case .keyInsights:
            return zip([made.comparison.before.title, made.comparison.after.title], made.points).map { title, points in
                "\(title):\n" + points.map { "- \($0)" }.joined(separator: "\n")
            }.joined(separator: "\n\n")
        }
    }

    private static func verdict(_ ground: Retrieval.CommonGround) -> String {
        var text = "These are two different documents, not versions of one. Their words are \(Int(ground.subjectLikeness * 100)) % alike"
        let topics = ground.topics.prefix(topicsInSentence).map(\.text)
        text += topics.isEmpty ? "." : "; both speak of \(topics.joined(separator: ", "))."
        if !ground.passages.isEmpty { text += " \(ground.passages.count) passages of each speak of the same." }
        return text
    }

    private static let topicsInSentence = 8

    private static func verdict(_ found: DocumentComparison) -> String {
        let totals = found.totals
        if let ground = found.commonGround { return verdict(ground) }
        let percent = Int((found.similarity * 100).rounded(.down))
        var text = "The documents are \(percent) % alike: \(totals.unchanged) passages are the same, \(totals.modifications) were changed, "
        text += "\(totals.additions) added, \(totals.deletions) removed, \(totals.moves) moved."
        if totals.rewordings > 0 { text += " \(totals.rewordings) say the same in other words." }
        if totals.changedValues > 0 { text += " \(totals.changedValues) numbers, dates or amounts differ." }
        return text
    }
}
