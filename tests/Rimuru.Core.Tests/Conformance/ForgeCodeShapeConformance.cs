using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class ForgeCodeShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => ForgeCodeShapes.Create(seed);
}
