using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class GooseShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => GooseShapes.Create(seed);
}
