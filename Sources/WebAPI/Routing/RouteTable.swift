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
        let matching = routes.flatMap { route in
            ([route.path] + route.aliases).filter { Self.matches($0, parts) }.map { (method: route.method, parameterCount: $0.count { $0 == "{" }) }
        }
        // As the router does: a path that names all of it goes before one with parameters.
        let fewest = matching.map(\.parameterCount).min()
        return Set(matching.filter { $0.parameterCount == fewest }.map(\.method)).sorted { $0.rawValue < $1.rawValue }
    }

    private static func matches(_ pattern: String, _ parts: [Substring]) -> Bool {
        let expected = pattern.split(separator: "/")
        return expected.count == parts.count && zip(expected, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }

    private static func shape(of path: String) -> String {
        path.split(separator: "/").map { $0.hasPrefix("{") ? "{}" : String($0) }.joined(separator: "/")
    }
}
