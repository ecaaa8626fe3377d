using System.Globalization;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Devin;

/// <summary>The keys of Devin's steps.</summary>
internal static class DevinIdentity
{
    public const string Agent = "Devin";

    /// <summary>A step of the agent, which is one request.</summary>
    public static KeySpace Step { get; } = new(Agent, "step");

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Step];

    public static RecordKey OfStep(string session, int step) =>
        RecordKey.Of(Step, string.Create(CultureInfo.InvariantCulture, $"{session}\n{step}"));
}
