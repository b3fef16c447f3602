import ArgumentParser
import Sharing

/// Where a screen is shared: a port, or an address and a port.
struct ServedAddress: ExpressibleByArgument {
    let address: ShareAddress

    init?(argument: String) {
        guard let address = try? ShareAddress(parsing: argument) else { return nil }
        self.address = address
    }
}
