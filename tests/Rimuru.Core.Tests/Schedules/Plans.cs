using Rimuru.Core.Schedules;

namespace Rimuru.Core.Tests.Schedules;

/// <summary>Plans as the tests of schedules ask for them.</summary>
internal static class Plans
{
    public static SchedulePlan Plain { get; } =
        new()
        {
            Name = "Rimuru",
            Program = "/opt/powershell/pwsh",
            Manifest = "/opt/rimuru/Rimuru.psd1",
        };

    /// <summary>Everything that one of the schedulers, or PowerShell, gives a meaning of its own.</summary>
    public static SchedulePlan Hostile { get; } =
        Plain with
        {
            Task = ScheduleTask.Session | ScheduleTask.Model,
            Program = "/opt/power shell/50%/$x/dotnet",
            ProgramArguments = ["/home/ada's/50%/$x/\"7\"/\\/pwsh.dll"],
            Manifest = "/srv/it's \u2019mine\u2018/100%h \\%x/$HOME/\"quoted\"/`tick`/--;#&|<>/Rimuru.psd1",
            HomePath = "/home/ada lovelace/${x}\\",
            Database = "sqlite:/data/%i}\u00fc{.db",
            Variables = [("RIMURU_HOME", "/srv/$(reboot) 'x'")],
        };

    /// <summary>The same without what Windows cannot carry.</summary>
    public static SchedulePlan HostileWindows { get; } =
        Plain with
        {
            Program = @"C:\Program Files\dotnet\dotnet.exe",
            ProgramArguments = [@"C:\Users\Ada Lovelace\.nuget\pwsh.dll"],
            Manifest = "C:\\it's \"mine\"\\a&b<c>\\\\\"\\Rimuru.psd1",
            HomePath = @"\\server\share\ada\",
        };

    public static string[] Words(SchedulePlan plan) => [plan.Program, .. ScheduleCommand.Arguments(plan)];
}
