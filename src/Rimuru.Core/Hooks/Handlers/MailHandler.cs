using System.Globalization;
using System.Net;

namespace Rimuru.Core.Hooks.Handlers;

/// <summary>Sends a mail about each event through a relay.</summary>
internal sealed class MailHandler : IHookHandler
{
    private const string Server = "Server",
        Port = "Port",
        Security = "Security",
        From = "From",
        To = "To",
        UserName = "UserName",
        Password = "Password";

    public HookHandler Kind => HookHandler.Mail;

    public IReadOnlyList<HookSetting> Settings { get; } =
    [
        new(Server, IsRequired: true),
        new(Port),
        new(Security, Values: Enum.GetNames<MailSecurity>()),
        new(From, IsRequired: true),
        new(To, IsRequired: true),
        new(UserName),
        new(Password, IsSecret: true),
    ];

    public IReadOnlyList<EventKind> UsualEvents { get; } =
    [EventKind.CostThreshold, EventKind.BudgetExceeded, EventKind.RunawayDetected, EventKind.Error];

    public bool IsOfMachine => false;

    public Hook Check(Hook hook)
    {
        hook = HookSettings.Check(this, hook);
        string server = hook.Setting[Server];
        if (Uri.CheckHostName(server) == UriHostNameType.Unknown)
            throw HookSettings.Invalid(hook, $"{Server} must be the name of a host, not '{server}'.");
        if (SecurityOf(hook) == MailSecurity.None && !IsLoopback(server))
            throw HookSettings.Invalid(hook, $"{Security} {MailSecurity.None} is for a server on this machine only.");
        if (hook.Setting.ContainsKey(UserName) != hook.Setting.ContainsKey(Password))
            throw HookSettings.Invalid(hook, $"{UserName} and {Password} belong together.");
        foreach (string name in (string[])[From, To])
        {
            if (!MailMessage.AreAddresses(hook.Setting[name]))
                throw HookSettings.Invalid(hook, $"{name} must be an address of mail, not '{hook.Setting[name]}'.");
        }

        return hook with
        {
            Setting = new Dictionary<string, string>(hook.Setting, StringComparer.Ordinal)
            {
                [Port] = PortOf(hook).ToString(CultureInfo.InvariantCulture),
            },
        };
    }

    public async Task<HookResult> DeliverAsync(HookDelivery delivery, CancellationToken stop)
    {
        Hook hook = delivery.Hook;
        if (SecurityOf(hook) == MailSecurity.None && !IsLoopback(hook.Setting[Server]))
            throw new HookFailureException($"{Security} {MailSecurity.None} is for a server on this machine only.") { IsFinal = true };
        MailMessage mail = new(hook.Setting[Server], PortOf(hook), SecurityOf(hook), delivery.Setting(UserName), delivery.Secret(Password));
        await mail.SendAsync(hook, delivery.Event, hook.Setting[From], hook.Setting[To], stop).ConfigureAwait(false);
        return HookResult.Continue;
    }

    private static MailSecurity SecurityOf(Hook hook) => HookSettings.Choice(hook, Security, MailSecurity.StartTls);

    /// <summary>The port; else the usual one.</summary>
    private static int PortOf(Hook hook) =>
        HookSettings.Number(
            hook,
            Port,
            SecurityOf(hook) switch
            {
                MailSecurity.StartTls => 587,
                MailSecurity.Tls => 465,
                _ => 25,
            },
            least: 1,
            most: 65535
        );

    private static bool IsLoopback(string server) =>
        server.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(server, out IPAddress? address) && IPAddress.IsLoopback(address));
}
