using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class JunieShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => JunieShapes.Create(seed);
}
