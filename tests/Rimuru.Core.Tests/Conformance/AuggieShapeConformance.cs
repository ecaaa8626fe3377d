using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class AuggieShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => AuggieShapes.Create(seed);
}
