using Rimuru.Core.Wording;

namespace Rimuru.Core.Errors;

/// <summary>The description of one error code.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Category">PowerShell's error category.</param>
/// <param name="Meaning">What happened.</param>
/// <param name="Advice">What to do; what is typed as it stands is in backticks, except terms.</param>
internal sealed record KnownError(string Code, string Category, string Meaning, Text Advice)
{
    /// <summary>The advice as plain text for this process's terminal.</summary>
    public string PlainAdvice => Advice.For(Face.Current).Replace("`", "", StringComparison.Ordinal);
}
