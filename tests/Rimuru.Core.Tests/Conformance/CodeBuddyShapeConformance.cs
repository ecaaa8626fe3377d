using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class CodeBuddyShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => CodeBuddyShapes.Create(seed);
}
