namespace Rimuru.Core.Store.Contracts;

/// <summary>What chooses and orders sessions, without all else that the ledger knows of them.</summary>
/// <param name="Id">The <see cref="Records.StoredSession.Id"/>.</param>
/// <param name="Agent">The agent.</param>
/// <param name="Machine">The machine.</param>
/// <param name="User">The user.</param>
/// <param name="IsActive">True until a sweep finds that it has ended.</param>
/// <param name="FirstMs">The start, in Unix milliseconds.</param>
/// <param name="LastMs">The last activity, in Unix milliseconds.</param>
internal sealed record SessionKey(long Id, string Agent, string? Machine, string? User, bool IsActive, long? FirstMs, long? LastMs);
