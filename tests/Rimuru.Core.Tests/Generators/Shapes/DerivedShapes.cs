namespace Rimuru.Core.Tests.Generators.Shapes;

internal static class OpenClaudeShapes
{
    public static ShapedHome Create(int seed) => ClaudeShapes.Create(seed).As("OpenClaude", OpenClaudeHomes.PlaceOf);
}

internal static class TraeXShapes
{
    public static ShapedHome Create(int seed) => CodexShapes.Create(seed).As("TraeX", TraeXHomes.PlaceOf);
}

internal static class MiMoCodeShapes
{
    public static ShapedHome Create(int seed) =>
        OpenCodeShapes
            .Create(seed, isKilo: true, hasVariable: false)
            .As("MiMoCode", MiMoCodeHomes.PlaceOf, ("XDG_DATA_HOME", "XDG_DATA_HOME"));
}

internal static class OhMyPiShapes
{
    public static ShapedHome Create(int seed) => PiShapes.Create(seed, "OhMyPi");
}

internal static class PrimeAgentShapes
{
    public static ShapedHome Create(int seed) => PiShapes.Create(seed, "PrimeAgent");
}

internal static class WorkBuddyShapes
{
    public static ShapedHome Create(int seed) => CodeBuddyShapes.Create(seed).As("WorkBuddy", WorkBuddyHomes.PlaceOf);
}

internal static class IcodeMateShapes
{
    public static ShapedHome Create(int seed) =>
        OpenCodeShapes
            .Create(seed, isKilo: true, hasVariable: false)
            .As("IcodeMate", IcodeMateHomes.PlaceOf, ("XDG_DATA_HOME", "XDG_DATA_HOME"));
}
