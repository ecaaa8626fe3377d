using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class GrokBuildShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => GrokBuildShapes.Create(seed);
}
