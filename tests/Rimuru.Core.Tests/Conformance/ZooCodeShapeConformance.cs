using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class ZooCodeShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => ZooCodeShapes.Create(seed);
}
