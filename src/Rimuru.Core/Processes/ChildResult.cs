namespace Rimuru.Core.Processes;

/// <summary>How a program ended.</summary>
/// <param name="Exit">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Errors">Its standard error.</param>
/// <param name="IsCut">True if it was ended because its output was longer than the limit, or if another process still held it open.</param>
internal sealed record ChildResult(int Exit, string Output, string Errors, bool IsCut)
{
    /// <summary>The text of a failure: standard error, or standard output if that is empty.</summary>
    public string Complaint => Errors.Trim() is { Length: > 0 } errors ? errors : Output.Trim();
}
