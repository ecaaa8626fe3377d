namespace Rimuru.Core.Errors;

/// <summary>What is said of one code.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Category">PowerShell's name for errors of its kind.</param>
/// <param name="Meaning">What has happened.</param>
/// <param name="Advice">What to do; commands stand between backticks.</param>
internal sealed record KnownError(string Code, string Category, string Meaning, string Advice)
{
    /// <summary>The advice for a terminal.</summary>
    public string PlainAdvice => Advice.Replace("`", "", StringComparison.Ordinal);
}
