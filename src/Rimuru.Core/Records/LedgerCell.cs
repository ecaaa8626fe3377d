namespace Rimuru.Core.Records;

/// <summary>A sum as the ledger hands it to a report: of a record, of a session, or of a quarter hour.</summary>
/// <param name="UnixMs">When, or when the quarter hour began; 0 where the report asked for no times.</param>
/// <param name="Session">The session's row; 0 where the sum is of several.</param>
/// <param name="Dimension">The dimension's row.</param>
/// <param name="Sums">What it adds up to.</param>
internal readonly record struct LedgerCell(long UnixMs, long Session, int Dimension, Sums Sums);
