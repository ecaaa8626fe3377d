using System.Collections;

namespace Rimuru.Completion;

/// <summary>Completes the service tiers and speeds that have prices of their own.</summary>
public sealed class ServiceTierCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound) => ["batch", "flex", "priority", "fast", "ultrafast"];
}
