using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class TraeXShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => TraeXShapes.Create(seed);
}
