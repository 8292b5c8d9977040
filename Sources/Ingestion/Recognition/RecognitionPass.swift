import Backends
import DocumentModel

/// Recognises what one document needs, after its pages were read.
///
/// A reader is borrowed for one picture at a time: recognition takes a hundred times longer than reading, and documents that need
/// none must not wait behind it.
struct RecognitionPass: Sendable {
    let recognizer: Recognizer
    let choice: RecognitionChoice
    let room: ReadingRoom
    let source: SourceFile
    let password: String?
    let waiting: [PageLayout]
    let collection: PageCollection

    func run() async {
        await withTaskGroup(of: Void.self) { group in
            var running = 0
            for layout in waiting {
                if running == recognizer.pagesInFlight {
                    await group.next()
                    running -= 1
                }
                running += 1
                group.addTask { await recognize(layout) }
            }
        }
    }

    private func recognize(_ layout: PageLayout) async {
        await recognizer.gate.enter()
        let need = RecognitionNeed(of: layout, mode: choice.mode)
        do {
            let picture = try await picture(of: layout.page)
            collection.finish(
                try await measured("recognize_page", ["page": layout.page.number]) {
                    try await recognizer.read(layout, need: need, in: picture, options: choice.options)
                })
        } catch let error as RecognitionError {
            collection.finish(layout, failure: failure(layout, "\(error)"))
        } catch let refusal as Refusal {
            collection.finish(layout, failure: failure(layout, refusal.detail))
        } catch {
            collection.finish(layout, failure: failure(layout, "\(error)"))
        }
        await recognizer.gate.leave()
    }

    private func picture(of page: PageSummary) async throws(Refusal) -> PagePicture {
        let dpi = PagePicture.dpi(for: page)
        let reader = await room.reader(of: source, password: password)
        let result: Result<Bitmap, Refusal>
        do throws(Refusal) {
            result = .success(
                try await measured("draw_page", ["page": page.number]) { () async throws(Refusal) in
                    try await reader.perform { session throws(Refusal) in
                        _ = try session.open()
                        return try session.picture(ofPage: page.number, dpi: dpi)
                    }
                })
        } catch {
            result = .failure(error)
        }
        await room.release(reader)
        return PagePicture(bitmap: try result.get(), dpi: dpi)
    }

    private func failure(_ layout: PageLayout, _ reason: String) -> PageFailure {
        PageFailure(page: layout.page.number, cause: .notRecognized, detail: "its text was not recognised: \(reason)")
    }
}
