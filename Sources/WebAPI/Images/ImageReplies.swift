/// What was found in a picture: the contract's documented members, and those of its other dialect that say more.
struct ImageAnalysis: APIMessage {
    struct Metadata: APIMessage {
        var format: String
        var dimensions: ImageDimensions
        var fileSize: Int64
    }

    struct Results: APIMessage {
        var description: String?
        var objectsDetected: [JSONTree]
        var textContent: String?
        var confidenceScores: Confidence
    }

    /// Absent for what was not performed.
    struct Confidence: APIMessage {
        var overall: Double?
        var objectDetection: Double?
        var textRecognition: Double?
    }

    /// Shares of the picture's width and height from the top-left corner.
    struct Box: APIMessage {
        var x: Double
        var y: Double
        var width: Double
        var height: Double
    }

    struct TextLine: APIMessage {
        var text: String
        var confidence: Double
        var boundingBox: Box
    }

    struct Details: APIMessage {
        var width: Int
        var height: Int
        var format: String
        var sizeBytes: Int64
        var colorMode: String
        var qualityScore: Double?
        var sharpnessScore: Double?
        var dominantColors: [String]
        var colorNames: [String]
        var brightness: Double?
        var contrast: Double?
        var noise: Double?
        var perceptualHash: String?
        var differenceHash: String?
        var frameCount: Int
        /// As in EXIF; the measures are of the upright picture.
        var orientation: Int
        var isDamaged: Bool
    }

    struct Omission: APIMessage {
        var analysisType: String
        /// Of the table of errors.
        var code: String
        var reason: String
    }

    struct Materials: APIMessage {
        struct Score: APIMessage {
            var name: String
            var score: Double
        }

        var categories: [Score]
        var finishes: [Score]
        var algorithmUsed: String
    }

    struct Upload: APIMessage {
        var uploadTime: String
        var fileSize: Int64
        var storageLocation: String
    }

    var analysisId: String
    var imageId: String?
    var status: String
    var imageMetadata: Metadata
    var analysisResults: Results
    var processingTime: Double
    // The other dialect.
    var description: String?
    var detectedObjects: [JSONTree]
    var detectedText: [TextLine]
    var detectedFaces: [JSONTree]
    var categories: [[String: Double]]
    var tags: [String]
    var kind: String?
    var materials: Materials?
    var metadata: Details
    var analysisTypesPerformed: [String]
    var notPerformed: [Omission]
    var processingTimeMs: Double
    /// Name of what was used for each thing.
    var modelVersions: [String: String]
    // Of uploads.
    var storageUrl: String?
    var thumbnailUrls: [String: String]?
    var uploadMetadata: Upload?
    var warnings: [String]?
}

struct ImageBatchReply: APIMessage {
    struct Result: APIMessage {
        var imageIndex: Int
        var filename: String?
        var imageId: String?
        /// "success" or "failed".
        var status: String
        var analysisResults: ImageAnalysis.Results?
        var result: ImageAnalysis?
        var errorMessage: String?
        var errorCode: String?
        var processingTimeMs: Double
    }

    var batchId: String
    var totalImages: Int
    var processedCount: Int
    var completedCount: Int
    var failedCount: Int
    var results: [Result]
    var totalProcessingTime: Double
    var totalProcessingTimeMs: Double
    var averageTimePerImageMs: Double
}

struct ImageSearchReply: APIMessage {
    struct Query: APIMessage {
        /// "image" or "description".
        var type: String
        var query: String
        var filtersApplied: Bool
    }

    struct Metadata: APIMessage {
        var filename: String
        var uploadDate: String
        var dimensions: ImageDimensions
    }

    struct Match: APIMessage {
        var imageId: String
        var similarityScore: Double
        var imageUrl: String
        var thumbnailUrls: [String: String]
        var metadata: Metadata?
        var documentId: String?
        var documentName: String?
        var pageNumber: Int?
        var description: String?
        var tags: [String]
        var dimensions: ImageDimensions
    }

    var queryImageId: String?
    var queryInfo: Query
    var similarImages: [Match]
    var totalMatches: Int
    var totalFound: Int
    /// Seconds.
    var searchTime: Double
    var searchTimeMs: Double
    /// What the score is and what it was made with.
    var algorithmUsed: String
    var similarityThreshold: Double
    /// Images of the workspace that have no vector of the model yet.
    var notSearched: Int
}

/// A stored image in a list.
struct ImageLine: APIMessage {
    var imageId: String
    var documentId: String?
    var filename: String
    var format: String
    var fileSize: Int64
    var dimensions: ImageDimensions
    var pageNumber: Int?
    var caption: String?
    var alternativeText: String?
    var tags: [String]
    var uploadDate: String
    var imageUrl: String
    var thumbnailUrls: [String: String]
}

struct ImageListing: APIMessage {
    var images: [ImageLine]
    var pagination: Pagination
    var totalCount: Int
    var page: Int
    var pageSize: Int
}

struct ImageDetails: APIMessage {
    var image: ImageLine
    var checksum: String
    var ocrText: String?
    /// In points from the top-left corner of its page: left, top, right, bottom.
    var boundingBox: [Double]?
    /// The last analysis that was stored; absent when there was none.
    var analysis: JSONTree?
}

struct ImageRemovalResult: APIMessage {
    var imageId: String
    var deletedFiles: Int
}

struct ImagesHealth: APIMessage {
    enum Word: String, APIChoice { case healthy, degraded }

    struct Ability: APIMessage {
        var isThere: Bool
        /// Of the model; absent when there is none.
        var model: String?
        /// What is missing and the command that installs it.
        var reason: String?
    }

    var materialKaiService: HealthState
    var imageStorage: HealthState
    var vectorDatabase: HealthState
    var processingQueue: HealthState
    var serviceStatus: Word
    var materialKaiStatus: HealthState
    var databaseStatus: HealthState
    var supportedAnalysisTypes: [String]
    var maxBatchSize: Int
    var maxFileSizeMb: Int
    var abilities: [String: Ability]
}
