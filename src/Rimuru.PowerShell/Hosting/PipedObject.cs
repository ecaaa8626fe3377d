using System.Collections;
using System.Management.Automation;
using Rimuru.Core.Errors;
using Rimuru.Core.Reports;

namespace Rimuru.Hosting;

/// <summary>
/// What an object of a pipeline selects: one of ours, its deserialised form, a row of a CSV, or anything else with the same properties.
/// </summary>
internal sealed class PipedObject(PSObject item)
{
    private const string Start = nameof(CostRecord.PeriodStart);
    private const string End = nameof(CostRecord.PeriodEnd);

    /// <summary>The text, if the object is one.</summary>
    public string? Text => item.BaseObject as string;

    /// <summary>True if it is a list, which -InputObject does not take apart.</summary>
    public bool IsList => item.BaseObject is IEnumerable and not string and not IDictionary;

    public bool Has(string property) => item.Properties[property] is not null;

    /// <summary>The first of these properties that names something.</summary>
    public string[] NamesIn(params string[] properties) =>
        properties.Select(property => NamesOf(item.Properties[property]?.Value)).FirstOrDefault(names => names.Length > 0) ?? [];

    /// <summary>
    /// The error for a cost record with a grouping that no parameter can express; null if there is none. If it were ignored, the answer
    /// would cover more than the record.
    /// </summary>
    public RimuruException? Refuse(string command)
    {
        bool isCostRecord = Groupings.All.All(grouping => Has(grouping.Property));
        Grouping? lost = isCostRecord ? Groupings.All.FirstOrDefault(IsLost) : null;
        return lost is null
            ? null
            : new RimuruException(
                ErrorCodes.InvalidArgument,
                $"The cost record is that of a {lost.Property}, by which {command} cannot filter. "
                    + "Group by what its parameters can select, or use -Since and -Until.",
                lost.Property
            );
    }

    /// <summary>
    /// The period of a cost record that is grouped by a time; null at an end that it does not have. E9001: it is no time.
    /// </summary>
    public (DateTimeOffset? Since, DateTimeOffset? Until) Period(DateTimeOffset now, TimeZoneInfo zone)
    {
        return (TimeIn(Start), TimeIn(End));

        DateTimeOffset? TimeIn(string property) =>
            TimeTransformationAttribute.TextOf(item.Properties[property]?.Value) is { Length: > 0 } text
                ? TimeExpression.Parse(text, property, now, zone)
                : null;
    }

    public override string ToString() => $"'{item}' ({item.BaseObject.GetType().Name})";

    private bool IsLost(Grouping grouping) =>
        !grouping.IsFilter
        && NamesIn(grouping.Property).Length > 0
        && !(grouping.Kind == GroupingKind.Time && NamesIn(Start).Length > 0 && NamesIn(End).Length > 0);

    private static string[] NamesOf(object? value) =>
        (value is PSObject wrapped ? wrapped.BaseObject : value) switch
        {
            null => [],
            string text => text.Length == 0 ? [] : [text],
            IEnumerable list => [.. list.Cast<object?>().SelectMany(NamesOf)],
            _ => [value!.ToString()!],
        };
}
