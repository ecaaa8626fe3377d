using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rimuru.Cli.Output;

/// <summary>Objects as JSON, one a line, by hand: a cost report is the usual question, and to load the JSON library takes longer than to answer it. What is written is the same.</summary>
internal sealed class JsonLines(Stream output) : IDisposable
{
    private const int Most = 64 * 1024;

    private byte[] buffer = new byte[1024];
    private int length;
    private bool isFirstLine = true;
    private bool isFirstProperty;

    public void Begin()
    {
        Raw(isFirstLine ? "[\n{" : ",\n{");
        isFirstLine = false;
        isFirstProperty = true;
    }

    public void End()
    {
        Raw("}");
        if (length >= Most) Flush();
    }

    public void Property(string name, string? value)
    {
        Name(name);
        if (value is null)
        {
            Raw("null");
            return;
        }

        Raw("\"");
        Raw(IsPlain(value) ? value : JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value);
        Raw("\"");
    }

    public void Property(string name, long value)
    {
        Name(name);
        Raw(value.ToString(CultureInfo.InvariantCulture));
    }

    public void Property(string name, decimal? value)
    {
        Name(name);
        Raw(value?.ToString(CultureInfo.InvariantCulture) ?? "null");
    }

    /// <summary>Ends the array; one that failed on the way has no end.</summary>
    public void Finish() => Raw(isFirstLine ? "[\n]\n" : "\n]\n");

    public void Dispose()
    {
        Flush();
        output.Dispose();
    }

    private void Name(string name)
    {
        Raw(isFirstProperty ? "\"" : ",\"");
        Raw(name);
        Raw("\":");
        isFirstProperty = false;
    }

    private void Raw(string text)
    {
        int most = length + Encoding.UTF8.GetMaxByteCount(text.Length);
        if (most > buffer.Length) Array.Resize(ref buffer, Math.Max(most, buffer.Length * 2));
        length += Encoding.UTF8.GetBytes(text, 0, text.Length, buffer, length);
    }

    private void Flush()
    {
        output.Write(buffer, 0, length);
        length = 0;
    }

    /// <summary>True for a text that JSON takes as it is.</summary>
    private static bool IsPlain(string text)
    {
        foreach (char c in text)
        {
            if (c is < ' ' or > '~' or '"' or '\\') return false;
        }

        return true;
    }
}
