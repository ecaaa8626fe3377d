using System.Collections;

namespace Rimuru.Completion;

/// <summary>Completes the properties that hold a number.</summary>
public sealed class AmountCompleter : NameCompleter
{
    private static readonly Type[] Numbers = [typeof(decimal), typeof(long), typeof(int), typeof(double)];

    private protected override IEnumerable<string> Names(IDictionary bound) =>
        ((Type[])[typeof(CostRecord), typeof(UsageRecord), typeof(Session)])
            .SelectMany(record => record.GetProperties())
            .Where(property => Numbers.Contains(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType))
            .Select(property => property.Name)
            .Distinct();
}
