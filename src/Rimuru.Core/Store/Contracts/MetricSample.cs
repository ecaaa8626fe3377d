namespace Rimuru.Core.Store.Contracts;

/// <summary>What was measured of one thing at a moment.</summary>
/// <param name="AtMs">The moment, in Unix milliseconds.</param>
/// <param name="Agent">The agent; empty for the whole machine.</param>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The value in the ledger's whole numbers.</param>
internal readonly record struct MetricSample(long AtMs, string Agent, MetricName Name, long Value);
