/// Names as the contract writes them: "pageCount" is "page_count".
enum SnakeCase {
    /// The same that Foundation's key strategy makes of a name: an underscore before each capital that begins a word.
    static func name(of camelCase: String) -> String {
        var result = ""
        var previousIsLower = false
        let scalars = Array(camelCase.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            let isUpper = scalar.properties.isUppercase
            let nextIsLower = index + 1 < scalars.count && scalars[index + 1].properties.isLowercase
            if isUpper, !result.isEmpty, previousIsLower || nextIsLower { result += "_" }
            result += String(scalar).lowercased()
            previousIsLower = !isUpper
        }
        return result
    }
}
