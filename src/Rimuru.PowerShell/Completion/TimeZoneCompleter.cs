using System.Collections;

namespace Rimuru.Completion;

/// <summary>Completes the names of time zones of this system.</summary>
public sealed class TimeZoneCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound) => TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id);
}
