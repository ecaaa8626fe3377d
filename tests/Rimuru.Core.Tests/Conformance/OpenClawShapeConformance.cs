using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class OpenClawShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => OpenClawShapes.Create(seed);
}
