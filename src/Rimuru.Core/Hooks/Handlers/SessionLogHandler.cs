using System.Globalization;
using Rimuru.Core.Config;
using Rimuru.Core.Files;

namespace Rimuru.Core.Hooks.Handlers;

/// <summary>Writes each event as a line to a file, which many processes may write.</summary>
internal sealed class SessionLogHandler(HostEnvironment host) : IHookHandler
{
    private const string PathName = "Path",
        Format = "Format",
        MaxSizeMb = "MaxSizeMb",
        Keep = "Keep";

    private const string Text = "text",
        Csv = "csv",
        Jsonl = "jsonl";

    public HookHandler Kind => HookHandler.SessionLog;

    public IReadOnlyList<HookSetting> Settings { get; } =
    [new(PathName, IsRequired: true), new(Format, Values: [Text, Csv, Jsonl]), new(MaxSizeMb), new(Keep)];

    public IReadOnlyList<EventKind> UsualEvents { get; } = [EventKind.SessionStart, EventKind.SessionEnd];

    public bool IsOfMachine => true;

    public Hook Check(Hook hook)
    {
        hook = HookSettings.Check(this, hook);
        _ = LinesOf(hook);
        return HookSettings.WithFullPath(hook, PathName, host);
    }

    public Task<HookResult> DeliverAsync(HookDelivery delivery, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        string? format = delivery.Setting(Format);
        try
        {
            LinesOf(delivery.Hook)
                .Append(
                    format switch
                    {
                        Csv => EventCsv.Line(delivery.Event),
                        Jsonl => delivery.Envelope,
                        _ => LineOf(delivery),
                    },
                    format == Csv ? EventCsv.Header : null
                );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new HookFailureException($"{delivery.Setting(PathName)} cannot be written: {e.Message}", e);
        }

        return Task.FromResult(HookResult.Continue);
    }

    private static string LineOf(HookDelivery delivery)
    {
        DateTimeOffset time = TimeZoneInfo.ConvertTime(delivery.Event.Time, delivery.Means.Zone);
        return $"{time.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)} {EventSentence.Of(delivery.Event)}";
    }

    private static SharedLines LinesOf(Hook hook) =>
        new(
            hook.Setting[PathName],
            (long)HookSettings.Number(hook, MaxSizeMb, usual: 10, least: 1, most: 1024) << 20,
            HookSettings.Number(hook, Keep, usual: 5, least: 0, most: 100)
        );
}
