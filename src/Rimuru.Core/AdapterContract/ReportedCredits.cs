using System.Text.Json;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.AdapterContract;

/// <summary>Credits as the agent itself reports them.</summary>
internal static class ReportedCredits
{
    /// <summary>The amount in an object's property; nothing if it is missing, zero or no plausible amount.</summary>
    public static Credits CreditsOf(this JsonElement element, ReadOnlySpan<byte> name, string unit)
    {
        JsonElement value = element.Get(name);
        return Credits.Of(value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out decimal amount) ? amount : null, unit);
    }
}
