using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Antigravity;

/// <summary>Which model a call used.</summary>
internal static class AntigravityModel
{
    private const int Number = 3;
    private const int Id = 19;
    private const int DisplayName = 21;
    private const int StepModel = 24;
    private const int StepNumber = 1;
    private const int UsageNumber = 1;
    private const int FirstPlaceholder = 1000;

    private static readonly int[] StepNames = [12, 8];

    /// <summary>The model of a call, from its own message or from its step's; null if neither has a name or a number.</summary>
    public static string? OfCall(ProtoMessage call, string? ofStep, ProtoMessage usage, NameTable names)
    {
        string? id = names.Get(call.Bytes(Id)),
            shown = names.Get(call.Bytes(DisplayName));
        if (id is not null)
            return IsAlias(id) ? shown ?? id : id;
        return ofStep ?? shown ?? Placeholder(usage.Number(UsageNumber) ?? call.Number(Number));
    }

    /// <summary>The name in a step's own message.</summary>
    public static string? OfStep(ProtoMessage step, NameTable names)
    {
        foreach (int field in StepNames)
        {
            if (names.Get(step.Message(StepModel).Bytes(field)) is { } name)
                return name;
        }

        return null;
    }

    /// <summary>The number of a step's model as the name that Antigravity gives it.</summary>
    public static string? NumberOfStep(ProtoMessage step, ProtoMessage usage) =>
        Placeholder(usage.Number(UsageNumber) ?? step.Message(StepModel).Number(StepNumber));

    /// <summary>
    /// True for a name that stands for one model after another, such as <c>gemini-3-flash-a</c> or <c>gemini-pro-agent</c>: only the name
    /// that is shown says which.
    /// </summary>
    private static bool IsAlias(string id) =>
        id.StartsWith("gemini-", StringComparison.Ordinal)
        && (
            (id[^2] == '-' && char.IsAsciiLetter(id[^1]))
            || id.EndsWith("-default", StringComparison.Ordinal)
            || id.Contains("-agent", StringComparison.Ordinal)
        );

    private static string? Placeholder(long? number) =>
        number > FirstPlaceholder ? $"MODEL_PLACEHOLDER_M{number - FirstPlaceholder}" : null;
}
