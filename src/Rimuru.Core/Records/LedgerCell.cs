namespace Rimuru.Core.Records;

/// <summary>Sums as the ledger returns them to a report: of a record, a session or a quarter hour.</summary>
/// <param name="UnixMs">Time of the record, or start of the quarter hour; 0 if the report asked for no times.</param>
/// <param name="Session">The session's row id; 0 if the sums span several sessions.</param>
/// <param name="Dimension">The dimension's row id.</param>
/// <param name="Sums">The sums.</param>
internal readonly record struct LedgerCell(long UnixMs, long Session, int Dimension, Sums Sums);
