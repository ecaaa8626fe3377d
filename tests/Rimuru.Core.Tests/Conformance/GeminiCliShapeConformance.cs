using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class GeminiCliShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => GeminiShapes.Create(seed);
}
