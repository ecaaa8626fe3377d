using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class MiMoCodeShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => MiMoCodeShapes.Create(seed);
}
