import Terminal

/// Where everything is on a screen of a size. Views draw by it and the mouse is understood by it.
public struct ScreenLayout: Sendable, Hashable {
    /// How much there is room for.
    public enum Tier: Int, Sendable, Hashable, Comparable {
        case none, compact, regular, large

        public static func < (less: Tier, more: Tier) -> Bool { less.rawValue < more.rawValue }
    }

    public static let minimumWidth = 60
    public static let minimumHeight = 18

    public let tier: Tier
    public let bounds: Rect
    public let status, caption, properties, runs, norms, timeline, footer: Rect
    /// Of a lesson, between page and footer; empty where none is open.
    public let lesson: Rect
    /// What stands above, and its parts: the picture of the sample, and its state.
    public let stage, picture, vertices, edges: Rect
    /// Everything between the caption and the timeline; and the part of it below the stage, down to the norms.
    public let body, lower: Rect
    /// Rows at the end of the property table that are not for properties.
    var trainingRows = 0
    /// Rows of the table that are.
    var propertyRows: Int { max(properties.height - 1 - trainingRows, 0) }
    /// The titles of the pages, in the status line.
    public let tabs: Rect
    /// Columns of the property table, over its whole height.
    public let columns: PropertyColumns

    /// - Parameter lessonRows: what a lesson takes of the height
    init(width: Int, height whole: Int, plan: any StagePlan, use: StageUse, lessonRows: Int = 0) {
        let height = whole - lessonRows
        bounds = Rect(width: width, height: whole)
        let isTight = lessonRows > 0 && Self.tier(width, height + Self.lessonAir) > .compact
        tier = Self.tier(width, isTight ? height + Self.lessonAir : height)
        let page = bounds.inset(horizontal: tier == .compact ? 0 : 2)
        let air = tier == .compact ? 0 : 1
        let heights = plan.heights(tier, height: isTight ? height + Self.lessonAir : height, for: use)
        var y = 0
        func take(_ rows: Int, air: Int = 0) -> Rect {
            defer { y += rows + (rows > 0 ? air : 0) }
            return Rect(x: page.x, y: y, width: page.width, height: rows)
        }
        status = take(1)
        caption = take(1, air: isTight ? 0 : air)
        stage = take(heights.stage, air: heights.air)
        properties = take(heights.properties, air: heights.air)
        runs = take(heights.runs, air: air)
        norms = take(heights.norms)
        timeline = take(1)
        body = Rect(x: page.x, y: stage.y, width: page.width, height: timeline.y - stage.y)
        let lowest = norms.isEmpty ? timeline.y : norms.y - air
        lower = Rect(x: page.x, y: properties.y, width: page.width, height: lowest - properties.y)
        // Behind the program's name, for which a narrow screen has no room, as wide as the titles are, and never into what stands
        // at the right.
        let tabsLeft = tier == .compact ? (width < 96 ? 0 : 5) : 7
        let tabsWidth = min(Self.tabsWidth(tier), max(status.width - tabsLeft - 22, 0))
        tabs = Rect(x: status.x + tabsLeft, y: status.y, width: tabsWidth, height: status.height)
        footer = Rect(x: page.x, y: whole - 1, width: page.width, height: tier == .none ? 0 : 1)
        lesson = Rect(x: page.x, y: height - 1, width: page.width, height: tier == .none ? 0 : lessonRows)
        columns = PropertyColumns(tier, in: properties)
        let parts = plan.stage(tier, in: stage, heights)
        (picture, vertices, edges) = (parts.picture, parts.vertices, parts.edges)
    }

    private static func tier(_ width: Int, _ height: Int) -> Tier {
        if width < minimumWidth || height < minimumHeight { return .none }
        if width >= 148 && height >= 44 { return .large }
        if width >= 112 && height >= 32 { return .regular }
        return .compact
    }

    /// Columns between the titles of the pages.
    static func tabGap(_ tier: Tier) -> Int { tier == .compact ? 1 : 3 }
    private static func tabsWidth(_ tier: Tier) -> Int { Page.allCases.reduce(-tabGap(tier)) { $0 + $1.rawValue.count + tabGap(tier) } }

    /// The track of the timeline, without its labels; the norms above it share its columns.
    public var timelineTrack: Rect { timeline.inset(left: 10, right: 9) }

    /// The tracks of the sliders, over all rows.
    public var sliderTrack: Rect { columns.slider }

    /// The track of a slider that aims: its target, in the property's unit, takes a little more room beside it than γ does.
    public var aimTrack: Rect { columns.slider.inset(right: Self.aimWidth - columns.tilt.width) }
    /// Columns of a target: `→ 93.50 %`.
    static let aimWidth = 10

    /// The first property in view, such that the selected one is.
    func firstProperty(shown: Int, selected: Int) -> Int {
        let room = propertyRows
        guard shown > room, room > 0 else { return 0 }
        return min(max(selected - room / 2, 0), shown - room)
    }

    /// The place of the property on a row of the screen.
    func propertyRow(at y: Int, shown: Int, selected: Int) -> Int? {
        let row = y - properties.y - 1
        guard row >= 0, row < propertyRows else { return nil }
        let place = firstProperty(shown: shown, selected: selected) + row
        return place < shown ? place : nil
    }
}

/// How the rows of a screen are shared out.
struct Heights {
    var stage = 10, properties = 1, runs = 0, norms = 0
    /// Empty rows around the property table.
    var air = 0
    /// Of a stage whose parts stand under each other: the picture with its title, and E.
    var drawing = 0, edges = 0

    init(_ tier: ScreenLayout.Tier, height: Int) {
        switch tier {
        case .none:
            (stage, properties) = (0, 0)
        case .compact:
            // Status, caption, timeline and footer take four rows.
            var spare = height - 4 - stage - 3
            properties = 3
            let more = min(max(spare, 0), 2)
            properties += more
            spare -= more
            if spare >= 4 {
                runs = 2
                air = 1
                spare -= 4
            }
            properties += max(spare, 0)
        case .regular:
            stage = 13
            (runs, norms, air) = (4, 3, 1)
            properties = max(height - 4 - 5 - stage - runs - norms, 2)
        case .large:
            stage = 20
            (runs, norms, air) = (5, 3, 1)
            properties = max(height - 4 - 5 - stage - runs - norms, 2)
            // Tall screens give the cell more room too.
            let extra = max(properties - 14, 0) / 2
            stage += extra
            properties -= extra
        }
    }
}
