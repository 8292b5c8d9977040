import Testing

@testable import Ingestion

@Suite("Addresses of documents")
struct AddressTests {
    @Test(
        "public addresses are told from all others",
        arguments: [
            ("0.0.0.0", IPAddress.SpecialUse.unspecified), ("0.1.2.3", .unspecified), ("10.0.0.1", .privateNetwork),
            ("10.255.255.255", .privateNetwork),
            ("100.64.0.1", .carrierNetwork), ("100.127.255.254", .carrierNetwork), ("127.0.0.1", .loopback), ("127.255.255.255", .loopback),
            ("169.254.169.254", .linkLocal), ("172.16.0.1", .privateNetwork), ("172.31.255.255", .privateNetwork), ("192.0.0.8", .reserved),
            ("192.0.2.1", .documentation), ("192.88.99.1", .translated), ("192.168.1.1", .privateNetwork), ("198.18.0.1", .benchmarking),
            ("198.19.255.255", .benchmarking), ("198.51.100.7", .documentation), ("203.0.113.9", .documentation), ("224.0.0.1", .multicast),
            ("239.255.255.250", .multicast), ("240.0.0.1", .reserved), ("255.255.255.255", .reserved),
            ("::", .unspecified), ("::1", .loopback), ("::7f00:1", .translated), ("::ffff:127.0.0.1", .loopback),
            ("::ffff:10.1.2.3", .privateNetwork),
            ("::ffff:169.254.169.254", .linkLocal), ("64:ff9b::192.168.0.1", .privateNetwork), ("64:ff9b::7f00:1", .loopback),
            ("64:ff9b:1::1", .translated), ("100::1", .reserved), ("2001::1", .translated), ("2001:2::1", .benchmarking), ("2001:10::1", .reserved),
            ("2001:db8::1", .documentation), ("2002:7f00:1::1", .translated), ("3fff::1", .documentation), ("fc00::1", .privateNetwork),
            ("fd12:3456::1", .privateNetwork), ("fe80::1", .linkLocal), ("febf::1", .linkLocal), ("fec0::1", .privateNetwork),
            ("ff02::1", .multicast),
            ("4000::1", .reserved), ("e000::1", .reserved),
        ] as [(String, IPAddress.SpecialUse)])
    func specialUse(_ text: String, _ use: IPAddress.SpecialUse) throws {
        #expect(try #require(IPAddress(text)).specialUse == use)
    }

    @Test(
        "addresses of the public internet are allowed",
        arguments: [
            "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.1", "169.253.255.255",
            "172.15.255.255",
            "172.32.0.0", "192.0.1.1", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255", "::ffff:8.8.8.8",
            "64:ff9b::8.8.8.8", "2001:4860:4860::8888", "2a00:1450::1", "2606:4700::1111", "3ffe::1",
        ])
    func publicAddresses(_ text: String) throws {
        #expect(try #require(IPAddress(text)).specialUse == nil)
    }

    @Test(
        "an address is taken apart",
        arguments: [
            ("https://example.org", "https", "example.org", 443, "/"),
            ("HTTP://Example.ORG:8080/a/b.pdf?x=1#part", "http", "example.org", 8080, "/a/b.pdf?x=1"),
            ("http://[2001:DB8::1]/x", "http", "2001:db8::1", 80, "/x"), ("https://h?q", "https", "h", 443, "/?q"),
            ("http://h:/", "http", "h", 80, "/"),
            ("https://xn--mnchen-3ya.de/%C3%A4.pdf", "https", "xn--mnchen-3ya.de", 443, "/%C3%A4.pdf"),
            ("http://2130706433/", "http", "2130706433", 80, "/"),
        ])
    func parses(_ text: String, _ scheme: String, _ host: String, _ port: Int, _ target: String) throws {
        let address = try DocumentAddress(text)
        #expect((address.scheme.rawValue, address.host, address.port, address.target) == (scheme, host, port, target))
        #expect(try DocumentAddress(address.text) == address)
    }

    @Test(
        "what programs understand differently, and what is not of the web, is refused",
        arguments: [
            "", "example.org/a.pdf", "//example.org/a", "ftp://example.org/a", "file:///etc/passwd", "gopher://h/", "http:/h", "http://", "http:///a",
            "http://user@h/", "http://user:word@h/", "http://good.org@127.0.0.1/", "http://good.org\\@127.0.0.1/", "http://good.org\\.evil/",
            "http://h:0/", "http://h:65536/", "http://h:x/", "http://h:22/", "http://h:25/a", "http://[::1", "http://[evil]/", "http://[::1]x/",
            "http://h /a", "http://h/a b", "http://h/\r\nHost: evil", "http://münchen.de/", "http://h%00.org/", "http://h%2eorg/", "http://-._/",
            "http://" + String(repeating: "a", count: 254) + "/", "http://h/" + String(repeating: "a", count: 2083),
        ])
    func refuses(_ text: String) {
        #expect(throws: AddressProblem.self) { try DocumentAddress(text) }
    }

    @Test(
        "a redirection is followed from where it was given",
        arguments: [
            ("https://other.org/b", "https://other.org/b"), ("/b", "https://h:8443/b"), ("c.pdf", "https://h:8443/a/c.pdf"),
            ("?page=2", "https://h:8443/a/b.pdf?page=2"), ("//other.org/x", "https://other.org/x"), ("../x", "https://h:8443/a/../x"),
        ])
    func follows(_ location: String, _ result: String) throws {
        #expect(try DocumentAddress("https://h:8443/a/b.pdf?page=1").following(location).text == result)
    }

    @Test("a redirection to something else than the web is refused", arguments: ["ftp://h/", "file:///etc/passwd", "http://u@h/", "http://h:25/"])
    func refusesRedirection(_ location: String) throws {
        let address = try DocumentAddress("https://h/")
        #expect(throws: AddressProblem.self) { try address.following(location) }
    }

    @Test(
        "the file's name is the last part of the path",
        arguments: [
            ("https://h/a/b%20c.pdf?x", "b c.pdf"), ("https://h/", "document.pdf"), ("https://h/..", "document.pdf"), ("https://h/a%2Fb", "ab"),
            ("https://h/%00%1Fx", "x"),
        ])
    func filename(_ text: String, _ name: String) throws {
        #expect(try DocumentAddress(text).filename == name)
    }

    @Test("hosts that the operator names may be anywhere; others may not")
    func policy() throws {
        let policy = AddressPolicy(allowedHosts: ["Files.Internal"])
        let loopback = try #require(IPAddress("127.0.0.1"))
        #expect(policy.objection(to: loopback, of: "files.internal") == nil)
        #expect(policy.objection(to: loopback, of: "localhost") == "localhost is at an address that is not public (loopback)")
        #expect(policy.objection(to: try #require(IPAddress("8.8.8.8")), of: "dns.google") == nil)
    }
}
