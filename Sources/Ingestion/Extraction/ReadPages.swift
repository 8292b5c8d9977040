package import DocumentModel

/// The pages of one document on their way to it.
package struct ReadPages: Sendable {
    package var info: DocumentInfo
    /// Pages that are done, by ascending number.
    package var layouts: [PageLayout]
    /// Pages that were read and are still to be recognised, by ascending number.
    package var unrecognized: [PageLayout]
    /// By ascending page.
    package var failures: [PageFailure]
    /// Pages that were asked for.
    package var pageCount: Int

    package init(info: DocumentInfo, layouts: [PageLayout], unrecognized: [PageLayout], failures: [PageFailure], pageCount: Int) {
        self.info = info
        self.layouts = layouts
        self.unrecognized = unrecognized
        self.failures = failures
        self.pageCount = pageCount
    }
}

/// A page that nothing more is to be done with before the document is put together.
package struct FinishedPage: Sendable {
    /// `nil` when it could not be read at all.
    package var layout: PageLayout?
    /// `nil` when it was read in full.
    package var failure: PageFailure?
    /// Pages that are done by now, and pages that were asked for.
    package var doneCount: Int
    package var pageCount: Int
}
