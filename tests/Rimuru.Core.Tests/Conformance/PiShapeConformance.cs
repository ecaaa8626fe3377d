using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class PiShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => PiShapes.Create(seed);
}
