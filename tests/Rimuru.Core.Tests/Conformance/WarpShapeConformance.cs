using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class WarpShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => WarpShapes.Create(seed);
}
