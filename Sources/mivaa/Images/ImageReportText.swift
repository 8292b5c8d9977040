import ImageAnalysis

/// A report for people.
enum ImageReportText {
    static func text(of report: ImageReport) -> String {
        if let error = report.error { return "\(report.file)\n  error      \(error)\n" }
        let lines: [(String, String?)] = [
            ("format", format(report)), ("kind", kind(report)), ("quality", report.quality.map(quality)),
            ("colours", report.colors.map(colors)), ("hash", report.perceptualHash), ("thumbnail", report.thumbnail),
            ("copies", report.copies.flatMap(copies)), ("material", report.material.map(material)),
            ("finish", report.material.flatMap(finish)), ("text", report.text.map(text)),
        ]
        let shown = lines.compactMap { name, value in
            value.map { "  \(name)\(String(repeating: " ", count: max(1, 11 - name.count)))\($0)\n" }
        }
        return report.file + "\n" + shown.joined()
    }

    private static func format(_ report: ImageReport) -> String {
        var text = "\(report.format ?? "") \(report.width ?? 0) x \(report.height ?? 0)"
        if let frames = report.frameCount, frames > 1 { text += ", \(frames) pictures in the file" }
        if let orientation = report.orientation, orientation > 1 { text += ", turned (EXIF \(orientation))" }
        if report.isDamaged == true { text += ", damaged" }
        return text
    }

    private static func kind(_ report: ImageReport) -> String? {
        report.kind.map { "\($0.rawValue) \(percent(report.kindConfidence ?? 0))" }
    }

    private static func quality(_ quality: ImageReport.Quality) -> String {
        "\(percent(quality.score)) (sharpness \(percent(quality.sharpness)), contrast \(percent(quality.contrast)), "
            + "brightness \(percent(quality.brightness)), noise \(percent(quality.noise)))"
    }

    private static func colors(_ colors: [ImageReport.Color]) -> String {
        colors.map { "\($0.name) \($0.hex) \(percent($0.share))" }.joined(separator: ", ")
    }

    private static func copies(_ copies: [ImageReport.Copy]) -> String? {
        copies.isEmpty ? nil : copies.map { "\($0.file) (\($0.how.rawValue))" }.joined(separator: ", ")
    }

    private static func material(_ material: ImageReport.Material) -> String {
        material.remark ?? scores(material.categories)
    }

    private static func finish(_ material: ImageReport.Material) -> String? {
        material.finishes.isEmpty ? nil : scores(material.finishes)
    }

    private static func scores(_ scores: [ImageReport.Material.Score]) -> String {
        scores.prefix(3).map { "\($0.name) \(percent($0.score))" }.joined(separator: ", ")
    }

    private static func text(_ lines: [ImageReport.TextLine]) -> String {
        lines.isEmpty ? "none" : lines.map(\.text).joined(separator: " | ")
    }

    private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}
