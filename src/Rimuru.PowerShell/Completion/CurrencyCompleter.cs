using System.Collections;
using Rimuru.Core;

namespace Rimuru.Completion;

/// <summary>Completes the currencies that have exchange rates.</summary>
public sealed class CurrencyCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound) =>
        RimuruEngine.OwnExchangeRates().All().Select(rate => rate.Currency).Distinct();
}
