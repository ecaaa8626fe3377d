using System.Globalization;
using Rimuru.Core.AdapterContract;

namespace Rimuru.Core.Adapters.Copilot;

/// <summary>
/// The files <c>inuse.&lt;pid&gt;.hold</c> (older: <c>.lock</c>) in a session's folder. Copilot does not record the start of the process,
/// and leaves the file behind if it is killed.
/// </summary>
internal static class CopilotProcesses
{
    public static IEnumerable<SessionProcess> Of(IReadOnlyList<string> roots) =>
        from root in LogFiles.Roots(roots)
        from folder in LogFiles.FoldersIn(Path.Combine(root, CopilotLocations.Sessions))
        from file in LogFiles.In(folder, "inuse.*")
        let parts = Path.GetFileName(file).Split('.')
        where parts is ["inuse", _, "hold" or "lock"] && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out _)
        select new SessionProcess(
            Path.GetFileName(folder),
            int.Parse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture),
            null,
            File.GetLastWriteTimeUtc(file)
        );
}
