using System.Text;

namespace Rimuru.Core.Integrations;

/// <summary>A change of an agent's file that was not made yet.</summary>
/// <param name="File">The feature and its file.</param>
/// <param name="Before">The content that the change is for; null if there is no file.</param>
/// <param name="After">The content after it; null if the file is deleted.</param>
/// <param name="Traces">What is kept of the change.</param>
internal sealed record FileChange(AgentFile File, byte[]? Before, byte[]? After, SortedSet<string> Traces)
{
    /// <summary>True if all is as it shall be.</summary>
    public bool IsNone => Before is null ? After is null : After is not null && Before.AsSpan().SequenceEqual(After);

    /// <summary>The lines that change, marked by a minus and a plus.</summary>
    public string Lines
    {
        get
        {
            string[] before = LinesOf(Before),
                after = LinesOf(After);
            int same = 0,
                sameAtEnd = 0;
            while (same < Math.Min(before.Length, after.Length) && before[same] == after[same])
                same++;
            while (sameAtEnd < Math.Min(before.Length, after.Length) - same && before[^(sameAtEnd + 1)] == after[^(sameAtEnd + 1)])
                sameAtEnd++;
            return string.Join(
                '\n',
                [.. before[same..^sameAtEnd].Select(line => "- " + line), .. after[same..^sameAtEnd].Select(line => "+ " + line)]
            );
        }
    }

    private static string[] LinesOf(byte[]? content) =>
        content is null ? [] : Encoding.UTF8.GetString(content).TrimEnd('\n').Split('\n').Select(line => line.TrimEnd('\r')).ToArray();
}
