using System.Text;
using Rimuru.Core.Display;

namespace Rimuru.Core.Plugins;

/// <summary>What the user is asked before a plugin is installed: all that it will be able to do.</summary>
internal static class PluginQuestion
{
    public static string Of(PluginOffer offer, bool allowUnconfined)
    {
        PluginManifest manifest = offer.Manifest;
        PluginNeeds needs = manifest.Needs;
        StringBuilder text = new();
        text.Append(
            offer.Known is { } known
                ? $"Update the plugin {manifest.Id} from {known.Version} to {manifest.Version}"
                : $"Install the plugin {manifest}"
        );
        text.Append($" ({string.Join(", ", manifest.Kind)}, {manifest.Language})");
        if (manifest.Author is { } author)
            text.Append($" by {PlainText.Name(author)}");
        text.Append('.');
        Add(
            text,
            "It reads",
            [.. needs.Read, .. (manifest.Agent?.Folder ?? []).Select(folder => $"{folder} (as the logs of {manifest.Agent!.Name})")]
        );
        Add(text, "It writes", needs.Write);
        Add(text, "It connects to", needs.Host);
        text.Append(
            $" It uses up to {needs.MemoryMegabytes} MB of memory, {needs.CpuSeconds} s of processor time and {needs.CallSeconds} s a call."
        );
        Add(text, "It needs the plugins", [.. manifest.Dependency.Select(needed => needed.ToString())]);
        if (offer.Known is { } old)
            Add(text, "New is", New(old.Granted, needs));
        if (allowUnconfined)
            text.Append(" WHERE NO WALLS CAN BE PUT UP IT RUNS WITHOUT: it can then do all that you can.");
        return text.ToString();
    }

    private static void Add(StringBuilder text, string what, IReadOnlyList<string> names)
    {
        if (names.Count > 0)
            text.Append($" {what} {string.Join(", ", names.Select(PlainText.Name))}.");
    }

    /// <summary>What is asked for beyond what was granted. Places are compared by number: granted ones are resolved.</summary>
    private static List<string> New(PluginNeeds granted, PluginNeeds needs)
    {
        List<string> more = [.. needs.Host.Except(granted.Host)];
        if (needs.Read.Count > granted.Read.Count)
            more.Add("more places to read");
        if (needs.Write.Count > granted.Write.Count)
            more.Add("more places to write");
        return more;
    }
}
