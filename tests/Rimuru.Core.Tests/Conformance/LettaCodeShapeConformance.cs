using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class LettaCodeShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => LettaCodeShapes.Create(seed);
}
