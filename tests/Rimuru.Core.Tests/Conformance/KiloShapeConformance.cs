using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class KiloShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => KiloShapes.Create(seed);
}
