import Architectures

extension SearchSpace {
    /// How its architectures are shown.
    var view: any SpaceView {
        switch drawing {
        case .cell: CellView(space: self)
        case .stages: NetworkView(space: self)
        case .layered: LayeredView(space: self)
        }
    }
}
