namespace Rimuru.Core.Errors;

/// <summary>The description of one error code.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Category">PowerShell's error category.</param>
/// <param name="Meaning">What happened.</param>
/// <param name="Advice">What to do; commands are in backticks.</param>
internal sealed record KnownError(string Code, string Category, string Meaning, string Advice)
{
    /// <summary>The advice as plain text for a terminal.</summary>
    public string PlainAdvice => Advice.Replace("`", "", StringComparison.Ordinal);
}
