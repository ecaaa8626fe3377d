using System.Text.Json;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.MistralVibe;

/// <summary>The messages of a session, which tell whether its counters began at zero.</summary>
internal static class MistralVibeMessages
{
    public static long Answers(string path)
    {
        long answers = 0;
        ReadOnlySpan<byte> text = RegularFile.ReadAllBytes(path);
        while (!text.IsEmpty)
        {
            int end = text.IndexOf((byte)'\n');
            if (IsAnswer(end < 0 ? text : text[..end]))
                answers++;
            text = end < 0 ? default : text[(end + 1)..];
        }

        return answers;
    }

    private static bool IsAnswer(ReadOnlySpan<byte> line)
    {
        try
        {
            if (line.Trim((byte)'\r').IsEmpty)
                return false;
            using JsonDocument document = JsonFields.Parse(line);
            return document.RootElement.Is("role"u8, "assistant");
        }
        catch (Exception e) when (Json.IsDefect(e))
        {
            return false; // it is being written
        }
    }
}
