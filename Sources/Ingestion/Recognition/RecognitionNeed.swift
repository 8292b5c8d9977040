import DocumentModel

/// What has to be recognised on a page.
enum RecognitionNeed: Hashable {
    case nothing
    /// The whole page: its own text is missing, broken or not wanted.
    case page
    /// The whole page, to be compared with the layer of an earlier recognition.
    case layer
    /// Pictures on a page whose own text is sound.
    case pictures([Rectangle])

    init(of layout: PageLayout, mode: RecognitionChoice.Mode) {
        switch (mode, layout.condition) {
        case (.never, _), (_, .blank), (_, .recognized): self = .nothing
        case (.always, _), (.auto, .picture), (.auto, .garbled): self = .page
        case (.auto, .invisibleLayer): self = .layer
        case (.auto, .usable): self = layout.unreadPictures.isEmpty ? .nothing : .pictures(layout.unreadPictures)
        }
    }
}
