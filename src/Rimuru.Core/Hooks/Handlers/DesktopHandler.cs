using System.Text;
using Rimuru.Core.Config;
using Rimuru.Core.Display;
using Rimuru.Core.Processes;

namespace Rimuru.Core.Hooks.Handlers;

/// <summary>Shows a notification of the operating system, by a program that is a part of it.</summary>
internal sealed class DesktopHandler(HostEnvironment host) : IHookHandler
{
    private const string Title = "Rimuru";
    private const int LongestText = 500;

    public HookHandler Kind => HookHandler.Desktop;

    public IReadOnlyList<HookSetting> Settings { get; } = [];

    public IReadOnlyList<EventKind> UsualEvents { get; } =
    [EventKind.CostThreshold, EventKind.BudgetExceeded, EventKind.RunawayDetected, EventKind.Error];

    public bool IsOfMachine => true;

    public Hook Check(Hook hook) => HookSettings.Check(this, hook);

    public async Task<HookResult> DeliverAsync(HookDelivery delivery, CancellationToken stop)
    {
        FittedText text = FittedText.OfForeign(EventSentence.Of(delivery.Event));
        ChildProgram program = host.Platform switch
        {
            HostPlatform.Windows => ForWindows(text.Fit(LongestText)),
            HostPlatform.MacOS => ForMacOS(text.Fit(LongestText)),
            _ => ForLinux(text, delivery.Event.Kind),
        };
        try
        {
            ChildResult result = await ChildProcess.RunAsync(program, stop).ConfigureAwait(false);
            if (result.Exit != 0)
                throw Failed($"{program.Path} failed with exit code {result.Exit}: {PlainText.Name(result.Complaint)}");
        }
        catch (IOException e)
        {
            throw Failed($"{program.Path} could not be started: {e.Message}", e);
        }

        return HookResult.Continue;
    }

    /// <summary>Servers of notifications read simple markup in the text, not in the title.</summary>
    private ChildProgram ForLinux(FittedText text, EventKind kind) =>
        new(
            Find("notify-send"),
            [
                $"--app-name={Title}",
                $"--urgency={(kind is EventKind.BudgetExceeded or EventKind.RunawayDetected or EventKind.Error ? "critical" : "normal")}",
                "--",
                Title,
                text.Fit(LongestText, EscapedForMarkup),
            ]
        )
        {
            MostOutput = 4096,
        };

    /// <summary>The script is the program's input, so that other users do not see it among the arguments.</summary>
    private ChildProgram ForMacOS(string text) =>
        new(Find("osascript"), ["-"])
        {
            Input =
                $"display notification \"{text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\" "
                + $"with title \"{Title}\"\n",
            MostOutput = 4096,
        };

    /// <summary>The text is in base64, so that nothing of it is a part of the script.</summary>
    private ChildProgram ForWindows(string text) =>
        new(Find("powershell"), ["-NoProfile", "-NonInteractive", "-Command", "-"])
        {
            Input = $$"""
                $ErrorActionPreference = 'Stop'
                $text = [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('{{Convert.ToBase64String(
                    Encoding.UTF8.GetBytes(text)
                )}}'))
                $null = [Windows.UI.Notifications.ToastNotificationManager, Windows.UI.Notifications, ContentType = WindowsRuntime]
                $manager = [Windows.UI.Notifications.ToastNotificationManager]
                $toast = $manager::GetTemplateContent([Windows.UI.Notifications.ToastTemplateType]::ToastText02)
                $lines = $toast.GetElementsByTagName('text')
                $null = $lines.Item(0).AppendChild($toast.CreateTextNode('{{Title}}'))
                $null = $lines.Item(1).AppendChild($toast.CreateTextNode($text))
                $app = '{1AC14E77-02E7-4E5D-B744-2EB1AE5198B7}\WindowsPowerShell\v1.0\powershell.exe'
                $manager::CreateToastNotifier($app).Show([Windows.UI.Notifications.ToastNotification]::new($toast))
                exit 0

                """,
            MostOutput = 4096,
        };

    private string Find(string name) =>
        host.FindProgram(name)
        ?? throw new HookFailureException($"The program {name}, which shows notifications, was not found on PATH.") { IsFinal = true };

    private static HookFailureException Failed(string problem, Exception? inner = null) => new(problem, inner);

    private static string EscapedForMarkup(Rune rune) =>
        rune.Value switch
        {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            _ => rune.ToString(),
        };
}
