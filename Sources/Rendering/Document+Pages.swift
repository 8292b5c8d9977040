package import DocumentModel

extension Document {
    /// One document for each page that was read or failed, ascending: the blocks that begin on it, in order.
    package func split() -> [Document] {
        let blocksByPage = Dictionary(grouping: blocks) { $0.regions.first?.page ?? 0 }
        let failuresByPage = Dictionary(grouping: failures, by: \.page)
        let resultsByPage = Dictionary(pages.map { ($0.summary.number, $0) }) { first, _ in first }
        return Set(resultsByPage.keys).union(failuresByPage.keys).sorted().map { number in
            Document(
                info: info, pages: resultsByPage[number].map { [$0] } ?? [], blocks: blocksByPage[number] ?? [], fonts: fonts,
                failures: failuresByPage[number] ?? [])
        }
    }
}
