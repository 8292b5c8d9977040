import DocumentModel
import Ingestion
import Rendering

/// Extracts many files, as many at a time as there is room for, and says what became of each.
struct ExtractionRun: Sendable {
    let plan: ExtractionPlan
    let extractor: Extractor
    let report: ProgressReport
    /// What to do about pages that need recognition when there is none.
    let recognitionHint: String?

    /// Whether every page of every file was read and every output written.
    func run(_ files: [InputFile], jobs: Int) async -> Bool {
        let stems = OutputNames.stems(for: files)
        // Among many files, the same hint again and again would bury the names.
        let showsHints = files.count == 1
        return await withTaskGroup(of: Outcome.self) { group in
            var total = Outcome()
            for (index, file) in files.enumerated() {
                // One more than there are children: the next document waits for a child, not a child for the next document.
                if index > jobs, let outcome = await group.next() { total.add(outcome) }
                group.addTask { await process(file, index: index, stem: stems[index], showsHints: showsHints) }
            }
            for await outcome in group { total.add(outcome) }
            if total.lacksRecognition, !showsHints, let recognitionHint { Terminal.warn("text in pictures was not recognised: \(recognitionHint)") }
            return total.isGood
        }
    }

    private struct Outcome {
        var isGood = true
        var lacksRecognition = false

        mutating func add(_ other: Outcome) {
            isGood = isGood && other.isGood
            lacksRecognition = lacksRecognition || other.lacksRecognition
        }
    }

    private func process(_ file: InputFile, index: Int, stem: String, showsHints: Bool) async -> Outcome {
        let name = file.isStandardInput ? "standard input" : file.path
        do {
            let source = try file.open(limitBytes: plan.fileLimitBytes)
            let document = try await extractor.extract(
                source, password: plan.password, pages: plan.pages, recognition: plan.recognition
            ) { done, count in
                report.update(file: index, done: done, of: count)
            }
            var remarks = DocumentRemarks(document, recognitionHint: showsHints ? recognitionHint : nil)
            let pictures =
                plan.needsPictures
                ? await FigurePictures.read(for: document, from: source, plan: plan, stem: stem, by: extractor) : FigurePictures()
            remarks.failures += pictures.failures
            let searchablePDF = plan.formats.contains(.pdf) ? try await searchablePDF(of: document, from: source) : []
            try DocumentWriter(plan: plan, stem: stem, pictures: pictures, searchablePDF: searchablePDF).write(document)
            report.finish(remarks.lines(for: name), isFailure: !remarks.failures.isEmpty, isRemarkable: remarks.isRemarkable)
            return Outcome(isGood: remarks.failures.isEmpty, lacksRecognition: remarks.isRemarkable)
        } catch let refusal as Refusal {
            report.finish("\(name): \(showsHints ? CommandFailure(refusal).description : refusal.detail)", isFailure: true)
        } catch {
            report.finish("\(name): \(error)", isFailure: true)
        }
        return Outcome(isGood: false)
    }

    /// The original pages with the recognised text laid invisibly over them.
    private func searchablePDF(of document: Document, from source: SourceFile) async throws(Refusal) -> [UInt8] {
        let layer = TextLayer.texts(of: document)
        return try await extractor.read(source, password: plan.password) { session, _ throws(Refusal) in try session.copy(with: layer) }
    }
}
