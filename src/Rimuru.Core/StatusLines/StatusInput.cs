using System.Text.Json;
using Rimuru.Core.Formats;
using Rimuru.Core.Guard;

namespace Rimuru.Core.StatusLines;

/// <summary>What an agent tells its status line, of which every part may be missing.</summary>
/// <param name="Call">The session and its folder.</param>
internal sealed record StatusInput(GuardCall Call)
{
    private const double MostPercent = 100_000;

    public string? Folder { get; init; }

    public string? Model { get; init; }

    /// <summary>What the agent itself thinks the session costs, in US dollars.</summary>
    public double? OwnCost { get; init; }

    /// <summary>How full the context is, in percent.</summary>
    public double? Context { get; init; }

    /// <summary>How much of a plan's five hours is used, in percent.</summary>
    public double? FiveHours { get; init; }

    /// <summary>The same for its seven days.</summary>
    public double? SevenDays { get; init; }

    /// <summary>Reads the JSON of an agent; nothing is known if it is none, or empty.</summary>
    public static StatusInput Read(ReadOnlySpan<byte> json)
    {
        try
        {
            using JsonDocument document = JsonFields.Parse(json);
            JsonElement root = document.RootElement,
                limits = root.Get("rate_limits"u8);
            return new StatusInput(GuardCall.Read(json, isWhole: true))
            {
                Folder = root.Get("workspace"u8).Get("current_dir"u8).Text(),
                Model = root.Get("model"u8).Get("display_name"u8).Text(),
                OwnCost = NumberOf(root.Get("cost"u8).Get("total_cost_usd"u8)),
                Context = PercentOf(root.Get("context_window"u8).Get("used_percentage"u8)),
                FiveHours = PercentOf(limits.Get("five_hour"u8).Get("used_percentage"u8)),
                SevenDays = PercentOf(limits.Get("seven_day"u8).Get("used_percentage"u8)),
            };
        }
        catch (Exception e) when (Json.IsDefect(e))
        {
            return new StatusInput(new GuardCall());
        }
    }

    private static double? NumberOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && double.IsFinite(number) ? number : null;

    /// <summary>What is no percentage is not told: a line must stay short.</summary>
    private static double? PercentOf(JsonElement value) => NumberOf(value) is { } number and >= 0 and <= MostPercent ? number : null;
}
