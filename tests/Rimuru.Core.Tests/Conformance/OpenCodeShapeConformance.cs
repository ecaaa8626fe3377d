using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class OpenCodeShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => OpenCodeShapes.Create(seed);
}
