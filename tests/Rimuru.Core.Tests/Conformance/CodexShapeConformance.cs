using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class CodexShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => CodexShapes.Create(seed);
}
