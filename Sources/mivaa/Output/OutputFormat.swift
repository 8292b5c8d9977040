import ArgumentParser

/// What a document is turned into.
enum OutputFormat: String, CaseIterable, Sendable {
    case markdown, json, html, text, pdf, tables, images

    /// Extension of the one file that the format consists of; `nil` for those that are a folder of files.
    var fileExtension: String? {
        switch self {
        case .markdown: "md"
        case .json: "json"
        case .html: "html"
        case .text: "txt"
        case .pdf: "pdf"
        case .tables, .images: nil
        }
    }
}

/// Formats as written on the command line: "markdown,json".
struct OutputFormats: ExpressibleByArgument, Sendable {
    var formats: [OutputFormat]

    init(_ formats: [OutputFormat]) {
        self.formats = formats
    }

    init?(argument: String) {
        formats = []
        for name in argument.split(separator: ",") {
            guard let format = OutputFormat(rawValue: String(name)) else { return nil }
            if !formats.contains(format) { formats.append(format) }
        }
        if formats.isEmpty { return nil }
    }

    var defaultValueDescription: String { formats.map(\.rawValue).joined(separator: ",") }
}

/// Where pictures of figures go.
enum ImagePlacement: String, CaseIterable, ExpressibleByArgument, Sendable {
    /// Nowhere: figures are shown by their captions and alternative texts.
    case none
    /// Into the Markdown and HTML themselves, as `data:` addresses.
    case embedded
    /// Into a folder beside the output.
    case folder
}
