// The C library, by one door: whoever needs `exp` or `open` imports this module and not a platform's own.
#if canImport(Glibc)
    @_exported import Glibc
#elseif canImport(Musl)
    @_exported import Musl
#else
    @_exported import Darwin
#endif
