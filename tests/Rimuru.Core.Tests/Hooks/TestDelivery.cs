using Rimuru.Core.Config;
using Rimuru.Core.Errors;
using Rimuru.Core.Hooks;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Tests.Hooks;

/// <summary>Delivers events by a handler as the manager does: settings are checked first, secrets are looked up by name.</summary>
internal sealed class TestDelivery(IHookHandler handler, params (string Name, string Value)[] settings)
{
    public static readonly DateTimeOffset Now = new(2026, 11, 28, 15, 0, 5, TimeSpan.Zero);

    public Dictionary<string, string> Secrets { get; } = [];

    public List<string> Warnings { get; } = [];

    public Func<CostQuery, IReadOnlyList<CostRecord>> Costs { get; init; } = _ => [];

    public IReadOnlyList<BudgetStatus> Budgets { get; init; } = [];

    public SystemMetrics? Measured { get; init; }

    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    public static HostEnvironment Host(string home = "/home/nobody", HostPlatform platform = HostPlatform.Linux) =>
        HostEnvironment.Of(home, new Dictionary<string, string>(), platform);

    public Hook Checked() => handler.Check(Unchecked());

    /// <summary>The problem of settings that are refused.</summary>
    public string Refusal()
    {
        RimuruException error = Should.Throw<RimuruException>(() => Checked());
        error.Code.ShouldBe(ErrorCodes.HookInvalid);
        return error.Message;
    }

    public HookResult Send(RimuruEvent told, CancellationToken stop = default) => SendAs(Checked(), told, stop);

    /// <summary>The same with a hook that is as it was kept, perhaps by another version or another user of the store.</summary>
    public HookResult SendUnchecked(RimuruEvent told) => SendAs(Unchecked(), told, CancellationToken.None);

    public HookFailureException Failure(RimuruEvent? told = null) =>
        Should.Throw<HookFailureException>(() => Send(told ?? SampleEvents.Ended));

    private Hook Unchecked() =>
        new()
        {
            Name = "mine",
            Handler = handler.Kind,
            Event = [.. Enum.GetValues<EventKind>()],
            Setting = settings.ToDictionary(setting => setting.Name, setting => setting.Value),
        };

    private HookResult SendAs(Hook hook, RimuruEvent told, CancellationToken stop)
    {
        HookMeans means = new(
            (name, _) => Secrets[name],
            Costs,
            () => Budgets,
            _ => Measured,
            Warnings.Add,
            new StoppedClock(Now.ToUnixTimeMilliseconds()),
            Zone
        );
        return handler.DeliverAsync(new HookDelivery(hook, told, means), stop).GetAwaiter().GetResult();
    }
}
