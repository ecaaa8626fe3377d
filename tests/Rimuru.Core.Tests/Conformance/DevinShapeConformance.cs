using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class DevinShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => DevinShapes.Create(seed);
}
