using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class ZedShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => ZedShapes.Create(seed);
}
