using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Store.Contracts;

/// <summary>The samples of one thing in a minute, an hour or a day of UTC.</summary>
/// <param name="StepMs">The length of the span in milliseconds.</param>
/// <param name="AtMs">Its start, in Unix milliseconds.</param>
/// <param name="Machine">The machine.</param>
/// <param name="Agent">The agent; empty for the whole machine.</param>
/// <param name="Name">What was measured.</param>
/// <param name="Sum">The samples.</param>
internal sealed record StoredMetric(long StepMs, long AtMs, string Machine, string Agent, MetricName Name, MetricSum Sum);
