using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class WorkBuddyShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => WorkBuddyShapes.Create(seed);
}
