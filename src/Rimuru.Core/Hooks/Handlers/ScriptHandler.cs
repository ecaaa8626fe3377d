using Rimuru.Core.Config;
using Rimuru.Core.Errors;
using Rimuru.Core.Files;
using Rimuru.Core.Processes;

namespace Rimuru.Core.Hooks.Handlers;

/// <summary>
/// Runs a PowerShell script in a process of its own: the event as JSON is its input, and a last line Skip or Abort its result.
/// </summary>
/// <param name="environment">The machine.</param>
/// <param name="shell">The program of PowerShell and its first arguments; null if the host is none.</param>
internal sealed class ScriptHandler(HostEnvironment environment, Func<IReadOnlyList<string>?> shell) : IHookHandler
{
    public const string PathSetting = "Path";
    public const string HashSetting = "Sha256";

    private const int MostOutput = 64 * 1024;
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(30);
    private static readonly Version Oldest = new(7, 4);

    public HookHandler Kind => HookHandler.Script;

    public IReadOnlyList<HookSetting> Settings { get; } = [new(PathSetting, IsRequired: true), new(HashSetting)];

    public IReadOnlyList<EventKind> UsualEvents { get; } = [EventKind.SessionEnd];

    public bool IsOfMachine => true;

    public Hook Check(Hook hook)
    {
        string path = HookSettings.WithFullPath(HookSettings.Check(this, hook), PathSetting, environment).Setting[PathSetting];
        return hook with
        {
            Setting = new Dictionary<string, string> { [PathSetting] = path, [HashSetting] = TrustList.HashOf(HexOf(path, hook.Name)) },
        };
    }

    public async Task<HookResult> DeliverAsync(HookDelivery delivery, CancellationToken stop)
    {
        string path = delivery.Setting(PathSetting)!;
        if (TrustList.HashOf(HexOf(path, delivery.Hook.Name)) != delivery.Setting(HashSetting))
            throw new HookFailureException($"{path} was changed after it was registered. Register it again if the change is yours.")
            {
                IsFinal = true,
            };
        IReadOnlyList<string> program = shell() ?? [await FindAsync(stop).ConfigureAwait(false)];
        ChildResult result = await ChildProcess
            .RunAsync(
                new ChildProgram(program[0], [.. program.Skip(1), "-NoProfile", "-NonInteractive", "-File", path])
                {
                    Input = delivery.Envelope + "\n",
                    Variables = new Dictionary<string, string> { [HookManager.CauseVariable] = delivery.Cause },
                    MostOutput = MostOutput,
                    Limit = delivery.Hook.Timeout,
                    IsMarked = true,
                },
                stop
            )
            .ConfigureAwait(false);
        if (result.Exit != 0)
            throw new HookFailureException(
                HookFailureException.TextOf($"{path} ended with {result.Exit}. {LastLineOf(result.Complaint)}".TrimEnd())
            );
        return Array.Find(
            Enum.GetValues<HookResult>(),
            known => LastLineOf(result.Output).Equals(known.ToString(), StringComparison.OrdinalIgnoreCase)
        );
    }

    private async Task<string> FindAsync(CancellationToken stop)
    {
        string found =
            environment.FindProgram("pwsh")
            ?? throw new HookFailureException($"Scripts need PowerShell {Oldest} or later, and there is no pwsh on the PATH.");
        ChildResult asked = await ChildProcess
            .RunAsync(new ChildProgram(found, ["--version"]) { Limit = LongestStart, MostOutput = MostOutput }, stop)
            .ConfigureAwait(false);
        string text = asked.Output.Trim();
        string number = text[(text.LastIndexOf(' ') + 1)..].Split('-')[0];
        return Version.TryParse(number, out Version? version) && version >= Oldest
            ? found
            : throw new HookFailureException($"Scripts need PowerShell {Oldest} or later; {found} is '{text}'.");
    }

    private static string HexOf(string path, string hook)
    {
        try
        {
            return Convert.ToHexString(RegularFile.ReadAllBytes(path, RegularFile.SmallDocument));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RimuruException(ErrorCodes.HookInvalid, $"The script {path} of the hook {hook} cannot be read. {e.Message}", path, e);
        }
    }

    private static string LastLineOf(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "";
}
