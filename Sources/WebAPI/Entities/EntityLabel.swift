import Backends

/// Kinds of entities as clients call them.
enum EntityLabel: String, APIChoice {
    case person = "PERSON"
    case organization = "ORG"
    case location = "LOCATION"
    case date = "DATE"
    case money = "MONEY"
    case quantity = "QUANTITY"
    case product = "PRODUCT"
    case standard = "STANDARD"
    case email = "EMAIL"
    case url = "URL"
    case phone = "PHONE"

    init(_ kind: Entity.Kind) {
        self =
            switch kind {
            case .person: .person
            case .organization: .organization
            case .location: .location
            case .date: .date
            case .money: .money
            case .quantity: .quantity
            case .product: .product
            case .standard: .standard
            case .email: .email
            case .url: .url
            case .phone: .phone
            }
    }

    var kind: Entity.Kind {
        switch self {
        case .person: .person
        case .organization: .organization
        case .location: .location
        case .date: .date
        case .money: .money
        case .quantity: .quantity
        case .product: .product
        case .standard: .standard
        case .email: .email
        case .url: .url
        case .phone: .phone
        }
    }

    /// Of a label in any of the writings that are around, in any case.
    static func parse(_ text: String, field: String) throws(APIError) -> EntityLabel {
        let label = text.uppercased()
        switch label {
        case "ORGANIZATION", "ORGANISATION", "COMPANY": return .organization
        case "LOC", "GPE", "PLACE": return .location
        case "PER": return .person
        case "CURRENCY": return .money
        case "TIME": return .date
        default:
            guard let known = EntityLabel(rawValue: label) else {
                throw APIError(
                    .validation, "\(field) must be of \(allCases.map(\.rawValue).joined(separator: ", ")).", details: ["field": .string(field)])
            }
            return known
        }
    }

    static func kinds(_ texts: [String]?, field: String) throws(APIError) -> [Entity.Kind] {
        var kinds: [Entity.Kind] = []
        for text in texts ?? [] { kinds.append(try parse(text, field: field).kind) }
        return kinds
    }
}
