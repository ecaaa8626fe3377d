using System.Runtime.CompilerServices;

namespace Rimuru.Core.Wording;

/// <summary>A text that is kept for more than one face: an interpolated string of terms.</summary>
[InterpolatedStringHandler]
internal sealed class Text
{
    private readonly List<object> parts;

    /// <summary>Called by the compiler.</summary>
    public Text(int literalLength, int formattedCount) => parts = new(literalLength == 0 ? formattedCount : 2 * formattedCount + 1);

    public static implicit operator Text(string text)
    {
        Text whole = new(text.Length, 0);
        whole.AppendLiteral(text);
        return whole;
    }

    public void AppendLiteral(string text) => parts.Add(text);

    public void AppendFormatted(Term term) => parts.Add(term);

    public string For(Face face) => string.Concat(parts.Select(part => part is Term term ? term.For(face) : (string)part));
}
