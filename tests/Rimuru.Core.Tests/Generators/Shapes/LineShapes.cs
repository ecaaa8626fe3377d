using System.Text;

namespace Rimuru.Core.Tests.Generators.Shapes;

/// <summary>How lines may stand in a file: each by itself, glued together, or behind a torn one.</summary>
internal static class LineShapes
{
    /// <summary>
    /// The lines as one text. What is torn is a line that is written again whole right behind, as by a program that was stopped and started
    /// anew.
    /// </summary>
    /// <param name="home">The home, which is told of its shapes.</param>
    /// <param name="random">Draws.</param>
    /// <param name="lines">The lines, whole.</param>
    public static string Write(ShapedHome home, Random random, IReadOnlyList<string> lines)
    {
        bool isGlued = home.Is("glued", random.Next(4) == 0),
            isTorn = home.Is("torn", random.Next(4) == 0),
            isPadded = home.Is("padded", random.Next(6) == 0);
        StringBuilder text = new();
        foreach (string line in lines)
        {
            if (isTorn && random.Next(4) == 0)
                text.Append(line, 0, random.Next(1, line.Length));
            if (isPadded && random.Next(4) == 0)
                text.Append('\0', random.Next(1, 40));
            text.Append(line);
            if (!(isGlued && random.Next(3) == 0))
                text.Append(random.Next(8) == 0 ? "\r\n" : "\n");
        }

        return text.Append('\n').ToString();
    }
}
