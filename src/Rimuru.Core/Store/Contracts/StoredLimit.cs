using Rimuru.Core.Records;

namespace Rimuru.Core.Store.Contracts;

/// <summary>A reading of a limit as the ledger keeps it: from when to when the same was said.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="Place">A hash of the machine and user where it was said.</param>
/// <param name="SeenMs">When it was said last, in Unix milliseconds.</param>
/// <param name="Reading">What was said, with the time when it was said first.</param>
internal sealed record StoredLimit(string Agent, string Place, long SeenMs, LimitReading Reading)
{
    /// <summary>True if both are about one limit of one account; without an account, of one user on one machine.</summary>
    public bool IsOfSame(StoredLimit other) =>
        (Agent, Reading.Name, Reading.Account) == (other.Agent, other.Reading.Name, other.Reading.Account)
        && (Reading.Account.Length > 0 || Place == other.Place);
}
