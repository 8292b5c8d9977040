import HTTPTypes

/// Headers that keep browsers from doing more with an answer than showing it.
enum SecurityHeaders {
    static func write(to headers: inout HTTPFields) {
        headers[.xContentTypeOptions] = "nosniff"
        set(.frameOptions, "DENY", &headers)
        set(.xssProtection, "1; mode=block", &headers)
        set(.strictTransportSecurity, "max-age=31536000; includeSubDomains", &headers)
        set(.referrerPolicy, "strict-origin-when-cross-origin", &headers)
        // Answers are data: nothing in them may run or be loaded. Pages of our own set their own policy.
        set(.contentSecurityPolicy, "default-src 'none'; frame-ancestors 'none'", &headers)
    }

    private static func set(_ name: HTTPField.Name, _ value: String, _ headers: inout HTTPFields) {
        if headers[name] == nil { headers[name] = value }
    }
}

extension HTTPField.Name {
    static let frameOptions = Self("X-Frame-Options")!
    static let xssProtection = Self("X-XSS-Protection")!
    static let referrerPolicy = Self("Referrer-Policy")!
}
