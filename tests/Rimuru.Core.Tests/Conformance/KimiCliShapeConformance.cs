using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class KimiCliShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => KimiCliShapes.Create(seed);
}
