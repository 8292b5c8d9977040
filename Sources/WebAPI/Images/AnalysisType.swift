import Backends

/// What clients ask to know of a picture, by the contract's names and a few of ours.
enum AnalysisType: String, APIChoice {
    case description, ocr, objects, faces, landmarks, logos
    case textDetection = "text_detection"
    case materials, colors, quality, medical

    /// Why nobody does it here; `nil` for what is done.
    var refusal: String? {
        switch self {
        case .objects: "no model that finds objects is part of this service"
        case .faces: "no model that finds faces is part of this service"
        case .landmarks: "no model that knows landmarks is part of this service"
        case .logos: "no model that knows logos is part of this service"
        case .description, .ocr, .textDetection, .materials, .colors, .quality, .medical: nil
        }
    }

    /// What it takes to tell it.
    var aspect: PictureAspect {
        switch self {
        case .ocr, .textDetection: .text
        case .materials: .materials
        default: .measurements
        }
    }

    /// The contract's other way of asking.
    enum Profile: String, APIChoice {
        case general, text, technical, medical

        var types: [AnalysisType] {
            switch self {
            case .general: [.description, .ocr, .objects, .materials, .colors, .quality]
            case .text: [.ocr, .textDetection]
            case .technical: [.description, .quality, .colors, .materials]
            case .medical: [.medical]
            }
        }
    }

    enum Quality: String, APIChoice {
        case fast, standard, high

        /// Pixels along the longer side that are looked at: more find smaller print and take more time.
        var side: Int {
            switch self {
            case .fast: 1024
            case .standard: 2048
            case .high: 4096
            }
        }
    }
}

/// What is wanted of one picture.
struct AnalysisOrder: Sendable {
    var types: [AnalysisType]
    var quality: AnalysisType.Quality
    /// BCP 47; empty for any.
    var languages: [String]
    /// Lines of text that are less sure are left out.
    var confidenceThreshold: Double
    /// Also makes the vector by which alike pictures are found.
    var wantsVector = false

    /// - Throws: for medical analysis, which nobody may pretend to do.
    init(_ fields: some AnalysisFields, standard: [AnalysisType]) throws(APIError) {
        types = fields.analysisTypes ?? fields.analysisType?.types ?? standard
        guard !types.contains(.medical) else {
            throw APIError(
                .validation, "Medical analysis is not offered: this service has no model that is fit for it.", details: ["field": "analysis_type"])
        }
        if types.isEmpty { types = standard }
        quality = fields.quality
        languages = fields.language == "auto" || fields.language.isEmpty ? [] : [fields.language]
        confidenceThreshold = fields.confidenceThreshold
    }

    var aspects: Set<PictureAspect> {
        // Measurements take a moment and are part of every answer.
        Set(types.filter { $0.refusal == nil }.map(\.aspect)).union([.measurements]).union(wantsVector ? [.vector] : [])
    }
}

/// Members that every order of an analysis has.
protocol AnalysisFields {
    var analysisType: AnalysisType.Profile? { get }
    var analysisTypes: [AnalysisType]? { get }
    var quality: AnalysisType.Quality { get }
    var language: String { get }
    var confidenceThreshold: Double { get }
}

extension AnalysisFields {
    static var analysisRules: [String: FieldRules] {
        [
            "analysis_type": .note("general, text or technical; medical is refused."),
            "analysis_types": .count(0...20, "Instead of analysis_type: each thing by its name."),
            "quality": .fallback("standard", "How closely it is looked at: 1024, 2048 or 4096 pixels along the longer side."),
            "language": .count(0...35, default: "auto", "Of text in the picture."),
            "confidence_threshold": .range(0...1, default: 0.7, "Text that is read with less confidence is left out."),
        ]
    }
}
