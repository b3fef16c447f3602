extension Scene {
    /// Who draws its space.
    var view: any SpaceView { space.view }
}
