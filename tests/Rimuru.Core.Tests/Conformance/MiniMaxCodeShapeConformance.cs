using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class MiniMaxCodeShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => MiniMaxCodeShapes.Create(seed);
}
