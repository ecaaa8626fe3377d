using System.Collections;

namespace Rimuru.Completion;

/// <summary>Completes the properties of the records that can be measured.</summary>
public sealed class PropertyCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound) =>
        Of([typeof(CostRecord), typeof(UsageRecord), typeof(Session)]);

    internal static IEnumerable<string> Of(Type[] records) =>
        records.SelectMany(record => record.GetProperties()).Select(property => property.Name).Distinct();
}
