using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class RovoDevShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => RovoDevShapes.Create(seed);
}
