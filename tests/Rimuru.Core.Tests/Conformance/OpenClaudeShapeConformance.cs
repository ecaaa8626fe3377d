using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class OpenClaudeShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => OpenClaudeShapes.Create(seed);
}
