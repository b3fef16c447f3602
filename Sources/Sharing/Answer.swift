/// An HTTP answer. The connection ends with it.
struct Answer {
    var status: Int
    var type = "text/plain; charset=utf-8"
    var body: String
    var headers: [String] = []

    init(_ status: Int, _ body: String, type: String = "text/plain; charset=utf-8", headers: [String] = []) {
        (self.status, self.type, self.body, self.headers) = (status, type, body, headers)
    }

    private static let reasons = [
        200: "OK", 204: "No Content", 400: "Bad Request", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 409: "Conflict", 429: "Too Many Requests",
        431: "Request Header Fields Too Large", 503: "Service Unavailable",
    ]

    /// What every answer says: it is ours, and nobody keeps it or takes it for what it is not.
    private static func head(_ status: Int, _ type: String, _ more: [String]) -> String {
        let lines =
            [
                "HTTP/1.1 \(status) \(reasons[status] ?? "Error")", "\(ShareForm.header): \(ShareForm.number)", "Content-Type: \(type)", "Cache-Control: no-store",
                "X-Content-Type-Options: nosniff", "Referrer-Policy: no-referrer", "Connection: close",
            ] + more
        return lines.joined(separator: "\r\n") + "\r\n\r\n"
    }

    var bytes: [UInt8] {
        let body = Array(body.utf8)
        return Array(Self.head(status, type, ["Content-Length: \(body.count)"] + headers).utf8) + body
    }

    /// What stands before a stream of events.
    static let stream = Array(head(200, "text/event-stream", []).utf8)
}

/// The form of what is said between the two sides: it changes when an older program would misunderstand.
public enum ShareForm {
    public static let number = 1
    static let header = "Dnag-Share"
    /// The value that a follower of this program sends.
    static let name = "form"
}
