using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class ZCodeShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => ZCodeShapes.Create(seed);
}
