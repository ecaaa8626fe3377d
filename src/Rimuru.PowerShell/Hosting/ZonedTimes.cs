using System.Collections.Concurrent;
using System.Reflection;

namespace Rimuru.Hosting;

/// <summary>
/// Gives the times of a record the offset of the zone that is shown. Then a table, a property, a CSV and a day of a sum agree. The engine
/// itself works in UTC.
/// </summary>
internal static class ZonedTimes
{
    private static readonly ConcurrentDictionary<Type, Plan> Plans = new();

    /// <summary>
    /// A copy of the record whose times, and those of the records in it, are in the zone. Without a time it is the record itself.
    /// </summary>
    /// <param name="value">Any object of a pipeline.</param>
    /// <param name="zone">Called only if there is a time.</param>
    public static object? In(object? value, Func<TimeZoneInfo> zone)
    {
        if (value is null || Plans.GetOrAdd(value.GetType(), Plan.Of) is not { IsEmpty: false } plan)
            return value;
        object copy = plan.Copy!.Invoke(value, null)!;
        foreach (PropertyInfo time in plan.Times)
        {
            if (time.GetValue(copy) is DateTimeOffset instant)
                time.SetValue(copy, TimeZoneInfo.ConvertTime(instant, zone()));
        }

        foreach (PropertyInfo record in plan.Records)
            record.SetValue(copy, In(record.GetValue(copy), zone));
        return copy;
    }

    /// <summary>What of a type has times: its own properties, and records in it.</summary>
    private sealed record Plan(MethodInfo? Copy, PropertyInfo[] Times, PropertyInfo[] Records)
    {
        public bool IsEmpty => Copy is null || Times.Length + Records.Length == 0;

        public static Plan Of(Type type)
        {
            // The compiler names the method that copies a record so.
            MethodInfo? clone = IsRecord(type) ? type.GetMethod("<Clone>$") : null;
            PropertyInfo[] settable = clone is null ? [] : [.. type.GetProperties().Where(property => property.CanWrite)];
            return new Plan(
                clone,
                Array.FindAll(settable, property => IsTime(property.PropertyType)),
                Array.FindAll(settable, property => IsRecord(property.PropertyType) && !Of(property.PropertyType).IsEmpty)
            );
        }

        private static bool IsRecord(Type type) => type.IsClass && type.Assembly == typeof(Session).Assembly;

        private static bool IsTime(Type type) => (Nullable.GetUnderlyingType(type) ?? type) == typeof(DateTimeOffset);
    }
}
