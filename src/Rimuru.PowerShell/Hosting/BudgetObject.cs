using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace Rimuru.Hosting;

/// <summary>Reads a budget from an object: one of ours, or its deserialised form.</summary>
internal static class BudgetObject
{
    /// <summary>The budget; null if the object is none.</summary>
    public static Budget? Of(PSObject item)
    {
        if (item.BaseObject is Budget budget)
            return budget;
        return
            Value(item, nameof(Budget.Name), out string? name)
            && Value(item, nameof(Budget.Amount), out decimal amount)
            && Value(item, nameof(Budget.Unit), out BudgetUnit unit)
            && Value(item, nameof(Budget.Window), out BudgetWindow window)
            && Value(item, nameof(Budget.SoftPercent), out int soft)
            && Value(item, nameof(Budget.HardPercent), out int hard)
            && Value(item, nameof(Budget.ForecastSoftPercent), out int forecastSoft)
            && Value(item, nameof(Budget.ForecastHardPercent), out int forecastHard)
            ? new Budget
            {
                Name = name!,
                Amount = amount,
                Unit = unit,
                Window = window,
                Agent = Names(item, nameof(Budget.Agent)),
                Project = Names(item, nameof(Budget.Project)),
                Branch = Names(item, nameof(Budget.Branch)),
                Model = Names(item, nameof(Budget.Model)),
                Provider = Names(item, nameof(Budget.Provider)),
                Machine = Names(item, nameof(Budget.Machine)),
                User = Names(item, nameof(Budget.User)),
                SoftPercent = soft,
                HardPercent = hard,
                ForecastSoftPercent = forecastSoft,
                ForecastHardPercent = forecastHard,
                File = item.Properties[nameof(Budget.File)]?.Value as string,
            }
            : null;
    }

    private static bool Value<T>(PSObject item, string property, out T? value)
    {
        value = default;
        return item.Properties[property]?.Value is { } found
            && LanguagePrimitives.TryConvertTo(found, CultureInfo.InvariantCulture, out value)
            && value is not null;
    }

    private static string[] Names(PSObject item, string property) =>
        (item.Properties[property]?.Value is PSObject wrapped ? wrapped.BaseObject : item.Properties[property]?.Value) switch
        {
            string name => name.Length == 0 ? [] : name.Split(", "),
            IEnumerable list => [.. list.Cast<object?>().Select(name => name?.ToString()).OfType<string>()],
            _ => [],
        };
}
