using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class MuxShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => MuxShapes.Create(seed);
}
