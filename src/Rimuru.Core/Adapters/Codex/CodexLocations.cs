using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Codex;

/// <summary>Where Codex keeps its rollouts.</summary>
internal static class CodexLocations
{
    public const string PlainEnding = ".jsonl";
    public const string CompressedEnding = ".jsonl.zst";

    private const string Sessions = "sessions";
    private const string Archived = "archived_sessions";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        string? list = configured ?? environment.AgentVariable("CODEX_HOME");
        string[] homes = list is null
            ? [environment.InHome(".codex")]
            : [.. list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(environment.Expand)];
        return [.. homes.SelectMany(home => new[] { Path.Combine(home, Sessions), Path.Combine(home, Archived) }).Distinct()];
    }

    /// <summary>Live rollouts, then archived ones that have no live twin of the same name. A compressed one stands behind its plain sibling.</summary>
    /// <param name="roots">The folders.</param>
    /// <param name="zstd">Asked when there is a compressed rollout. Where they cannot be read, the first of them speaks for all.</param>
    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots, Func<ZstdLibrary?> zstd)
    {
        HashSet<string> known = new(StringComparer.Ordinal);
        List<LogFile> passedOver = [];
        foreach (string root in LogFiles.Roots(roots.OrderBy(root => Path.GetFileName(root) == Archived)))
        {
            bool isArchive = Path.GetFileName(root) == Archived;
            foreach (LogFile file in LogFiles.Below(root, PlainEnding))
            {
                string name = Path.GetFileName(file.Path);
                if (isArchive && known.Contains(name)) continue;
                known.Add(name);
                yield return file;
            }

            foreach (LogFile file in LogFiles.Below(root, CompressedEnding))
            {
                string name = Path.GetFileNameWithoutExtension(file.Path);
                if (known.Contains(name)) continue;
                if (zstd() is null)
                {
                    passedOver.Add(file);
                    continue;
                }

                known.Add(name);
                yield return file;
            }
        }

        if (passedOver.Count > 0) yield return passedOver[0];
    }

    /// <summary>What to tell once where there is no libzstd: every compressed rollout of the home, by name.</summary>
    public static string NoDecompressor(string path)
    {
        string? folder = Path.GetDirectoryName(path);
        while (folder is not null && Path.GetFileName(folder) is not (Sessions or Archived)) folder = Path.GetDirectoryName(folder);
        string[] names = [Path.GetFileName(path)];
        if (Path.GetDirectoryName(folder) is { } home)
        {
            IReadOnlyList<string> roots = [Path.Combine(home, Sessions), Path.Combine(home, Archived)];
            HashSet<string> plain = [.. roots.SelectMany(root => LogFiles.Below(root, PlainEnding)).Select(file => Path.GetFileName(file.Path))];
            names =
            [
                .. roots.SelectMany(root => LogFiles.Below(root, CompressedEnding)).Select(file => Path.GetFileName(file.Path))
                    .Where(name => !plain.Contains(Path.GetFileNameWithoutExtension(name))).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
            ];
        }

        return $"there is no libzstd on this machine; install it (package libzstd1, zstd or libzstd) to read {names.Length} compressed rollout(s): {string.Join(", ", names)}";
    }
}
