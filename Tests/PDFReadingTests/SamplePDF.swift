import Foundation
import PDFReading

/// A one-page PDF written for one test.
struct SamplePDF {
    /// Drawing operators of the page.
    var content = ""
    /// More entries of the page, catalogue and resource dictionaries.
    var pageEntries = ""
    var catalogEntries = ""
    var resources = "/Font << /F1 5 0 R >>"
    var mediaBox = "0 0 200 300"
    /// The objects from number 6 on: body of each.
    var objects: [String] = []

    var bytes: [UInt8] {
        let bodies =
            [
                "<< /Type /Catalog /Pages 2 0 R \(catalogEntries) >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [\(mediaBox)] /Contents 4 0 R /Resources << \(resources) >> \(pageEntries) >>",
                Self.stream(content),
                "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>",
            ] + objects
        var file = "%PDF-1.7\n"
        var offsets: [Int] = []
        for (index, body) in bodies.enumerated() {
            offsets.append(file.utf8.count)
            file += "\(index + 1) 0 obj\n\(body)\nendobj\n"
        }
        let start = file.utf8.count
        file += "xref\n0 \(bodies.count + 1)\n0000000000 65535 f \n"
        for offset in offsets { file += String(format: "%010d 00000 n \n", offset) }
        file += "trailer\n<< /Size \(bodies.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
        return Array(file.utf8)
    }

    static func stream(_ content: String, entries: String = "") -> String {
        "<< /Length \(content.utf8.count) \(entries) >>\nstream\n\(content)\nendstream"
    }
}
