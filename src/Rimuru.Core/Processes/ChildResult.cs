namespace Rimuru.Core.Processes;

/// <summary>How a program ended.</summary>
/// <param name="Exit">Its exit code.</param>
/// <param name="Output">What it wrote.</param>
/// <param name="Errors">What it wrote of errors.</param>
/// <param name="IsCut">True where it wrote more than was kept, or something else still held its output open.</param>
internal sealed record ChildResult(int Exit, string Output, string Errors, bool IsCut)
{
    /// <summary>What it said of a failure: its errors, or else its output.</summary>
    public string Complaint => Errors.Trim() is { Length: > 0 } errors ? errors : Output.Trim();
}
