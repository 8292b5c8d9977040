/// The stages of processing, in order. `ProcessingRun.run` is what they do.
package enum ProcessingStage: String, Hashable, Sendable, CaseIterable {
    case download, validate, read, recognize, assemble, render, images, store

    /// Share of the work, for percentages: about what it takes of an ordinary document's time. Stages that are skipped do not count.
    var weight: Int {
        switch self {
        case .download: 15
        case .validate: 3
        case .read: 40
        case .recognize: 60
        case .assemble: 4
        case .render: 6
        case .images: 15
        case .store: 5
        }
    }
}
