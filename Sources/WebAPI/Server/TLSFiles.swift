import NIOSSL

/// Where a server's certificate and key are, as PEM.
package struct TLSFiles: Hashable, Sendable {
    package var certificateChain: String
    package var key: String

    package init(certificateChain: String, key: String) {
        self.certificateChain = certificateChain
        self.key = key
    }

    func configuration() throws -> TLSConfiguration {
        let chain = try NIOSSLCertificate.fromPEMFile(certificateChain).map { NIOSSLCertificateSource.certificate($0) }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain, privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
        configuration.minimumTLSVersion = .tlsv12
        return configuration
    }
}
