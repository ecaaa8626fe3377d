namespace Rimuru.Core.Tests.Generators.Shapes;

internal static class OpenClawShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("OpenClaw", seed, OpenClawHomes.Write);
}

internal static class KimiCliShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("KimiCli", seed, KimiCliHomes.Write);
}

internal static class ContinueShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("Continue", seed, ContinueHomes.Write);
}

internal static class ZedShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("Zed", seed, ZedHomes.Write);
}

internal static class GrokBuildShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("GrokBuild", seed, GrokBuildHomes.Write);
}

internal static class GrokCliShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("GrokCli", seed, GrokCliHomes.Write);
}

internal static class HermesShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("Hermes", seed, HermesHomes.Write);
}

internal static class AntigravityShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("Antigravity", seed, AntigravityHomes.Write);
}
