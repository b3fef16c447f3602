import Terminal

/// All pages, in the order of their titles.
enum Pages {
    static let all: [any ExplorerPage] = [WatchPage(), InspectPage(), ComparePage(), PopulationPage(), SearchPage(), TaskPage()]

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.page, $0) })

    static subscript(page: Page) -> any ExplorerPage { byName[page] ?? all[0] }
}

extension State {
    /// The page that is shown.
    var shownPage: any ExplorerPage { Pages[page] }

    /// Lets every page begin to remember.
    mutating func openMemories() {
        for type in Pages.all.compactMap({ $0.memory }) { here.memories[ObjectIdentifier(type)] = type.init(in: space, settings: here.settings) }
    }

    /// Branches that pages need.
    var branchesInUse: [Int] { Pages.all.flatMap { $0.branchesInUse(self) } }

    public var layout: ScreenLayout {
        var layout = ScreenLayout(
            width: width, height: height, plan: space.view, use: shownPage.stage,
            lessonRows: lesson == nil ? 0 : ScreenLayout.lessonRows(width: width, height: height))
        layout.trainingRows = trainingRows
        return layout
    }

    /// Whether something on the page is to be asked for as soon as time has passed.
    public var wantsTime: Bool { shownPage.wantsTime(self) }
}
