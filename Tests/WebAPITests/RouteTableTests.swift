import DocumentModel
import Foundation
import HTTPTypes
import Testing

@testable import WebAPI

@Suite("The route table")
struct RouteTableTests {
    private let table = RouteTable([
        Route(.get, "/things", "things", "Things", in: .service, access: .open).answering(bare: Acknowledgement.self) { _ in
            Acknowledgement(message: "")
        },
        Route(.post, "/things/{thing_id}", "make", "Makes", in: .service, access: .permission(.writeDocuments)).also(at: "/stuff/{thing_id}")
            .body(BulkRequest.self).answering(Acknowledgement.self) { _ in Acknowledgement(message: "") },
    ])

    @Test("it knows which methods an address takes")
    func methods() {
        #expect(table.methods(for: "/things").map(\.rawValue) == ["GET"])
        #expect(table.methods(for: "/stuff/7").map(\.rawValue) == ["POST"])
        #expect(table.methods(for: "/nothing").isEmpty)
        #expect(table.methods(for: "/things/7/8").isEmpty)
    }

    @Test("its description names every path with parameters, security, bodies and errors")
    func openAPI() throws {
        let tree = OpenAPIDocument(table, version: "1").tree
        let operation = try #require(tree["paths"]?["/things/{thing_id}"]?["post"])
        #expect(operation["security"] == [["bearer": []], ["apiKey": []]])
        #expect(operation["x-permission"] == "document:write")
        let name = operation["parameters"].flatMap { parameters -> JSONTree? in
            guard case .array(let list) = parameters else { return nil }
            return list.first?["name"]
        }
        #expect(name == "thing_id")
        let reference = operation["requestBody"]?["content"]?["application/json"]?["schema"]?["$ref"]
        #expect(reference == "#/components/schemas/BulkRequest")
        for status in ["200", "400", "401", "403", "404", "413", "415", "429", "500", "503"] {
            #expect(operation["responses"]?[status] != nil, "\(status)")
        }
        #expect(tree["paths"]?["/stuff/{thing_id}"]?["post"]?["deprecated"] == true)
        #expect(tree["components"]?["schemas"]?["BulkRequest"]?["properties"]?["batch_size"]?["default"] == 5)
    }

    @Test("the page for people shows texts of routes as text")
    func page() {
        let html = DocumentationPage.html(table, version: "<1>")
        #expect(html.contains("/things/{thing_id}"))
        #expect(html.contains("&lt;1&gt;"))
        #expect(!html.contains("<script"))
    }
}
