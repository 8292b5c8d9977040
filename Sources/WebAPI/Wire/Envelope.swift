/// What every answer under `/api/v1` is wrapped in.
package struct Envelope<Value: APIMessage>: APIMessage {
    package var success = true
    package var message: String
    package var data: Value
    /// Of lists.
    package var pagination: Pagination?

    package init(message: String, data: Value, pagination: Pagination? = nil) {
        self.message = message
        self.data = data
        self.pagination = pagination
    }
}

/// Which part of a list an answer has.
package struct Pagination: APIMessage {
    package var total: Int
    package var limit: Int
    package var offset: Int
    package var hasMore: Bool

    package init(total: Int, limit: Int, offset: Int) {
        self.total = total
        self.limit = limit
        self.offset = offset
        hasMore = offset + limit < total
    }
}

/// An answer without data.
package struct Acknowledgement: APIMessage {
    package var success = true
    package var message: String

    package init(message: String) {
        self.message = message
    }
}
