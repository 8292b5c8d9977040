import Foundation
import TestSupport
import Testing

@Suite("mivaa image")
struct ImageCommandTests {
    private static func fixture(_ name: String) -> String { Project.folder.appending(path: "Tests/Fixtures/images/\(name)").path }

    private func reports(_ arguments: String...) throws -> (status: Int32, reports: [[String: Any]]) {
        let result = try CommandLine.run(["image", "--json", "--no-material"] + arguments)
        return (result.status, try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]] ?? [])
    }

    @Test("people get format, kind, quality and colours by name")
    func text() throws {
        let result = try CommandLine.mivaa("image", Self.fixture("rgb.png"), "--no-material")
        #expect(result.status == 0)
        for fact in ["png 48 x 32", "quality", "red #c81e1e 25 %", "green", "yellow"] { #expect(result.output.contains(fact), "\(fact)") }
    }

    @Test("the same picture in other formats is found to be a copy")
    func copies() throws {
        let (status, reports) = try reports(Self.fixture("rgb.jpg"), Self.fixture("lossless.webp"), Self.fixture("gray.png"))
        #expect(status == 0)
        let copies = reports.map { ($0["copies"] as? [[String: Any]])?.compactMap { $0["file"] as? String } ?? [] }
        #expect(copies[0].contains(Self.fixture("lossless.webp")))
        #expect(copies[1].contains(Self.fixture("rgb.jpg")))
    }

    @Test("thumbnails are JPEG, or PNG where something shows through, with no side over the wish")
    func thumbnails() throws {
        let folder = try TemporaryFolder()
        let names = ["orientation-6.jpg", "rgba.png"].map(Self.fixture)
        let (status, reports) = try reports(names[0], names[1], "--thumbnail", folder.url.path, "--thumbnail-side", "24")
        #expect(status == 0)
        #expect(try folder.files == ["1-orientation-6-jpg.jpg", "2-rgba-png.png"])
        #expect(reports.compactMap { $0["thumbnail"] as? String }.count == 2)
        let again = try self.reports(folder.url.appending(path: "1-orientation-6-jpg.jpg").path).reports[0]
        #expect(again["width"] as? Int == 24)
        #expect(again["height"] as? Int == 16)
    }

    @Test("a file that is no picture, or too large a one, is reported and fails; the others are there")
    func failures() throws {
        let folder = try TemporaryFolder()
        let text = try folder.write(Array("no picture".utf8), to: "fake.jpg")
        let (status, reports) = try reports(text, Self.fixture("bomb-many-pixels.png"), "/nowhere.png", Self.fixture("gray.jpg"))
        #expect(status == 1)
        let errors = reports.map { $0["error"] as? String }
        #expect(errors[0]?.contains("not a picture") == true)
        #expect(errors[1]?.contains("30000 x 30000") == true)
        #expect(errors[2] != nil)
        #expect(errors[3] == nil)
    }

    @Test("a page of print is a scan")
    func scan() throws {
        let folder = try TemporaryFolder()
        let pdf = Project.folder.appending(path: "Tests/Fixtures/tagged-table.pdf").path
        let page = folder.url.appending(path: "page.png").path
        #expect(try CommandLine.mivaa("page", pdf, "1", "-o", page).status == 0)
        #expect(try reports(page).reports[0]["kind"] as? String == "scan")
    }

    @Test("without CLIP, materials are told by the user's examples, or why they are not")
    func materials() throws {
        let folder = try TemporaryFolder()
        for (label, name) in [("four", "rgb.png"), ("gray", "gray.png")] {
            _ = try folder.write([UInt8](Data(contentsOf: URL(fileURLWithPath: Self.fixture(name)))), to: "\(label)/\(name)")
        }
        let told = try CommandLine.mivaa("image", Self.fixture("rgb.jpg"), "--examples", folder.url.path)
        #expect(told.status == 0, "\(told.errors)")
        #expect(told.output.contains("material   four"))
        let untold = try CommandLine.mivaa("image", Self.fixture("rgb.jpg"))
        #expect(untold.status == 0)
        #expect(untold.output.contains("no CLIP model"))
    }
}
