package import HTTPTypes

/// All routes of the service.
package struct RouteTable: Sendable {
    package let routes: [Route]

    /// - Precondition: names, and pairs of method and path, are unique: two routes for one request would be our own mistake.
    package init(_ routes: [Route]) {
        self.routes = routes
        var names: Set<String> = []
        var places: Set<String> = []
        for route in routes {
            precondition(names.insert(route.name).inserted, "two routes are called \(route.name)")
            for path in [route.path] + route.aliases {
                precondition(places.insert("\(route.method) \(Self.shape(of: path))").inserted, "two routes for \(route.method) \(path)")
            }
        }
    }

    /// Methods that the path answers to; empty when there is no such path.
    package func methods(for path: String) -> [HTTPRequest.Method] {
        let parts = path.split(separator: "/")
        let matching = routes.filter { route in ([route.path] + route.aliases).contains { Self.matches($0, parts) } }
        return Array(Set(matching.map(\.method))).sorted { $0.rawValue < $1.rawValue }
    }

    private static func matches(_ pattern: String, _ parts: [Substring]) -> Bool {
        let expected = pattern.split(separator: "/")
        return expected.count == parts.count && zip(expected, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }

    private static func shape(of path: String) -> String {
        path.split(separator: "/").map { $0.hasPrefix("{") ? "{}" : String($0) }.joined(separator: "/")
    }
}
