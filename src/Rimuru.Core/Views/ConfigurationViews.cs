using Rimuru.Core.Config;
using static Rimuru.Core.Views.ColumnKind;

namespace Rimuru.Core.Views;

/// <summary>The tables of the configuration, of credentials and of Rimuru's own log.</summary>
internal static class ConfigurationViews
{
    public static View<ConfigurationSetting> Setting { get; } =
        new(
            new("Name", "Key", Name, 25, s => s.Name),
            new("Value", "Value", Name, 16, s => ConfigKey.Show(s.Value))
            {
                Expression = "if ($_.Value -is [bool]) { if ($_.Value) { 'true' } else { 'false' } } else { $_.Value -join ', ' }",
            },
            new("Origin", "Set in", Name, 16, s => s.Origin),
            new("Description", "What it is", Name, 20, s => s.Description)
        );

    public static View<ConfigurationCheck> Check { get; } =
        new(
            new("Status", "Status", Text, 7, c => c.Status)
            {
                Marks =
                [
                    new(Emphasis.Bad, "Status", c => c.Status, nameof(CheckStatus.Failed)),
                    new(Emphasis.Doubtful, "Status", c => c.Status, nameof(CheckStatus.Warning)),
                ],
            },
            new("Source", "Source", Name, 20, c => c.Source),
            new("Detail", "Detail", Name, 36, c => c.Detail),
            new("Advice", "Advice", Name, 19, c => c.Advice) { Shown = Places.Shell }
        );

    public static View<CredentialInfo> Credential { get; } =
        new(
            new("Name", "Name", Name, 16, c => c.Name),
            new("Source", "Source", Text, 16, c => c.Source),
            new("IsUsed", "Used", Text, 4, c => c.IsUsed ? "yes" : "no") { Expression = "if ($_.IsUsed) { 'yes' } else { 'no' }" },
            new("Detail", "Detail", Name, 36, c => c.Detail)
        );

    public static View<LogEntry> Log { get; } =
        new(
            new("Time", "Time", Time, 22, e => e.Time),
            new("Level", "Level", Text, 7, e => e.Level)
            {
                Marks =
                [
                    new(Emphasis.Bad, "Level", e => e.Level, nameof(LogLevel.Error)),
                    new(Emphasis.Doubtful, "Level", e => e.Level, nameof(LogLevel.Warning)),
                ],
            },
            new("Duration", "ms", Count, 6, e => (long?)e.Duration?.TotalMilliseconds)
            {
                Expression = "if ($_.Duration) { [long]$_.Duration.TotalMilliseconds }",
            },
            new("Message", "Message", Name, 40, e => e.Message),
            new("Area", "Area", Text, 6, e => e.Area),
            new("CorrelationId", "Operation", Text, 9, e => e.CorrelationId)
        );
}
