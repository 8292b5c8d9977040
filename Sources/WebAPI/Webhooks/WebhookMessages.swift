import Backends
import DocumentModel

struct WebhookSecretReply: APIMessage {
    var secret: String
    /// Where the signature stands and what it is made of.
    var header = "X-Mivaa-Signature"
    var scheme = "t=SECONDS,v1=HEX: HMAC-SHA256 with the secret over SECONDS, a dot and the body"
}

struct WebhookDeliveryLine: APIMessage {
    var eventId: String
    var batchId: String
    var url: String
    var status: String
    var attempts: Int
    /// Of the last attempt; absent when there was none or it went well.
    var failure: String?
    var createdAt: String
    var endedAt: String?

    init(_ delivery: WebhookDelivery) {
        eventId = delivery.id.rawValue
        batchId = delivery.batch.rawValue
        url = delivery.url
        status = delivery.status.rawValue
        attempts = delivery.attempt
        failure = delivery.failure
        createdAt = delivery.createdAt.iso8601
        endedAt = delivery.endedAt?.iso8601
    }
}

struct WebhookDeliveryListing: APIMessage {
    var deliveries: [WebhookDeliveryLine]
    var pagination: Pagination
}
