/// What is worth knowing of a space's architectures where figures of them are learned: polynomials in *literals*.
///
/// Literals are numbered: first the choices, for each of the space's nodes that carry one its `chosenTypes`, then the classes.
package struct SpaceFeatures: Sendable {
    /// Features that belong together and share a scale.
    package struct Group: Sendable {
        package let name: String
        package let features: [Polynomial]
        /// Whether each is taken in units of its deviation over the space.
        package let isStandardised: Bool

        package init(_ name: String, _ features: [Polynomial], isStandardised: Bool) {
            self.name = name
            self.features = features
            self.isStandardised = isStandardised
        }
    }

    package let groups: [Group]
    /// Sets of choices of one node, by their numbers: a class is true where the node's choice is among them.
    package let classes: [[Int]]

    package init(_ groups: [Group], classes: [[Int]] = []) {
        self.groups = groups
        self.classes = classes
    }
}
