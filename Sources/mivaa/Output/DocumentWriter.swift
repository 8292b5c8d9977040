import DocumentModel
import PDFReading
import Rendering

/// Writes the outputs of one document.
struct DocumentWriter {
    let plan: ExtractionPlan
    /// Path below the output folder, without extension.
    let stem: String
    let pictures: FigurePictures
    /// The searchable PDF; empty when it is not wanted.
    let searchablePDF: [UInt8]

    func write(_ document: Document) throws(CommandFailure) {
        guard let folder = plan.outputFolder else {
            Terminal.write(text(plan.formats[0], of: document))
            return
        }
        let base = "\(folder)/\(stem)"
        for format in plan.formats {
            if let fileExtension = format.fileExtension {
                try OutputFolder.write(text(format, of: document), to: "\(base).\(fileExtension)")
            }
        }
        if plan.writesProvenance {
            try OutputFolder.write(ProvenanceFile.json(markdown(document)).utf8, to: "\(base).provenance.json")
        }
        if plan.formats.contains(.tables) {
            for table in CSVRenderer().renderTables(of: document) {
                try OutputFolder.write(table.text.utf8, to: "\(base).tables/\(table.name)")
            }
        }
    }

    private func text(_ format: OutputFormat, of document: Document) -> [UInt8] {
        switch format {
        case .markdown: Array(markdown(document).text.utf8)
        case .json: JSONRenderer().bytes(of: document)
        case .html: Array(HTMLRenderer(options: options).render(document).utf8)
        case .text: Array(PlainTextRenderer(options: options).render(document).utf8)
        case .pdf: searchablePDF
        case .tables, .images: []
        }
    }

    private func markdown(_ document: Document) -> RenderedMarkdown {
        MarkdownRenderer(options: options).render(document)
    }

    private var options: ContentOptions {
        var options = ContentOptions()
        options.figureTargets = pictures.targets
        return options
    }
}
