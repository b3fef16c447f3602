// swift-tools-version: 6.0
import PackageDescription

// ARCHITECTURE.md draws the house: which target is what, and which knows which.
#if os(Linux)
    let blas: Target = .systemLibrary(
        name: "CBLAS", pkgConfig: "openblas",
        providers: [.apt(["libopenblas-dev"])])
    // Debian keeps ncursesw in the standard places; its pkg-config flags (-D_XOPEN_SOURCE…) are ones SwiftPM
    // refuses with a warning at every build, so they stand in shim.h instead.
    let ncurses: Target = .systemLibrary(name: "CNcurses", providers: [.apt(["libncursesw5-dev"])])
#else
    let blas: Target = .systemLibrary(name: "CBLAS")  // Accelerate
    let ncurses: Target = .systemLibrary(
        name: "CNcurses", pkgConfig: "ncursesw", providers: [.brew(["ncurses"])])
#endif

let vterm: Target = .systemLibrary(
    name: "CVTerm", pkgConfig: "vterm", providers: [.apt(["libvterm-dev"]), .brew(["libvterm"])])

let pictures: [Target] = [
    .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"]), .brew(["libpng"])]),
    .systemLibrary(name: "CJPEG", pkgConfig: "libjpeg", providers: [.apt(["libjpeg-dev"]), .brew(["jpeg-turbo"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
]

let package = Package(
    name: "dnag",
    platforms: [.macOS(.v14)],
    products: [.executable(name: "dnag", targets: ["dnag"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0")
    ],
    targets: pictures + [
        blas,
        ncurses,
        vterm,
        .target(name: "Platform"),
        .target(name: "CKernels"),
        .target(
            name: "Tensors", dependencies: ["Platform", "CBLAS", "CKernels"],
            linkerSettings: [.linkedFramework("Accelerate", .when(platforms: [.macOS]))]),
        .target(name: "Architectures", dependencies: ["Tensors", "Platform"]),
        // Pictures from memory: whatever libpng and libjpeg throw is caught in C.
        .target(name: "CPictures", dependencies: ["CPNG", "CJPEG", "CZlib"]),
        .target(name: "Tasks", dependencies: ["Tensors", "Platform", "CPictures"]),
        .target(name: "Trainer", dependencies: ["Architectures", "Tasks", "Tensors", "Platform", "CKernels"]),
        .target(name: "Diffusion", dependencies: ["Architectures", "Tensors", "Platform", "CBLAS", "CKernels"]),
        .target(name: "Published", dependencies: ["Trainer", "Diffusion", "Architectures", "Tensors", "Platform", "CKernels"]),
        .target(name: "Search", dependencies: ["Trainer", "Tasks", "Diffusion", "Architectures", "Tensors", "Platform", "CBLAS", "CKernels"]),
        .target(name: "Terminal", dependencies: ["Platform", "CNcurses", "CVTerm"]),
        .target(name: "Sharing", dependencies: ["Tensors", "Platform"]),
        .target(name: "Lessons", dependencies: ["Architectures", "Tensors"]),
        .target(name: "Explorer", dependencies: ["Lessons", "Sharing", "Trainer", "Tasks", "Search", "Diffusion", "Architectures", "Tensors", "Terminal", "Platform"]),
        .executableTarget(
            name: "dnag",
            dependencies: [
                "Explorer", "Lessons", "Sharing", "Search", "Published", "Trainer", "Tasks", "Diffusion", "Architectures", "Tensors", "Terminal", "Platform",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        // What tests of several targets share.
        .target(name: "TestSupport", path: "Tests/TestSupport"),
        .testTarget(name: "TensorsTests", dependencies: ["Tensors", "Platform", "TestSupport"]),
        .testTarget(name: "ArchitecturesTests", dependencies: ["Architectures", "Platform", "TestSupport"]),
        .testTarget(name: "TrainerTests", dependencies: ["Trainer", "Tasks", "Architectures", "Tensors", "CKernels", "Platform", "TestSupport"], exclude: ["Fixtures"]),
        .testTarget(name: "DiffusionTests", dependencies: ["Published", "Diffusion", "Platform", "TestSupport"]),
        .testTarget(name: "SearchTests", dependencies: ["Search", "Platform", "TestSupport"]),
        .testTarget(name: "TasksTests", dependencies: ["Tasks", "Tensors", "Platform", "TestSupport"], exclude: ["Fixtures"]),
        .testTarget(name: "TerminalTests", dependencies: ["Terminal", "Platform", "TestSupport"]),
        .testTarget(name: "SharingTests", dependencies: ["Sharing", "Platform", "TestSupport"]),
        .testTarget(name: "LessonsTests", dependencies: ["Lessons", "TestSupport"]),
        .testTarget(name: "ExplorerTests", dependencies: ["Explorer", "Lessons", "Sharing", "Trainer", "Tasks", "Platform", "TestSupport"], exclude: ["Goldens"]),
        .testTarget(name: "CommandTests", dependencies: ["dnag", "Explorer", "Lessons", "Sharing", "Platform", "TestSupport"]),
    ],
    swiftLanguageModes: [.v6]
)

// Fuzz/README.md: no part of an ordinary build.
if Context.environment["DNAG_FUZZ"] != nil {
    package.products.append(.executable(name: "dnag-fuzz", targets: ["dnag-fuzz"]))
    package.targets.append(
        .executableTarget(
            name: "dnag-fuzz", dependencies: ["Explorer", "Lessons", "Search", "Tasks", "Architectures", "Tensors", "Terminal"], path: "Fuzz/Sources"))
}
