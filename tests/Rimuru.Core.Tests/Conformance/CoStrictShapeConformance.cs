using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class CoStrictShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => CoStrictShapes.Create(seed);
}
