using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class CodebuffShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => CodebuffShapes.Create(seed);
}
