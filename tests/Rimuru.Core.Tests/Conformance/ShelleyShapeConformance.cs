using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class ShelleyShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => ShelleyShapes.Create(seed);
}
