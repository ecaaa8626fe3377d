using System.Security;
using System.Text;
using Rimuru.Core.Errors;
using Rimuru.Core.Files;

namespace Rimuru.Core.Plugins;

/// <summary>Writes a plugin to begin with: it works as it is, and has its test.</summary>
internal static class PluginTemplates
{
    /// <summary>The folder of an assembly's project that is installed.</summary>
    private const string Built = "plugin";

    /// <summary>Writes the files; returns their paths. E10002: the id is none. E10007: the folder has files.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="id">The plugin's id.</param>
    /// <param name="kind">What it adds.</param>
    /// <param name="language">What it is written in.</param>
    /// <param name="library">The assembly with the contract, which a project refers to where it is there.</param>
    public static IReadOnlyList<string> Write(string folder, string id, PluginKind kind, PluginLanguage language, string library)
    {
        if (!ManifestReader.IsId(id))
            throw new RimuruException(
                ErrorCodes.PluginManifestInvalid,
                $"'{id}' is no id: 2 to 64 small letters, digits and hyphens, a letter first.",
                id
            );
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new RimuruException(ErrorCodes.PluginConflict, $"{folder} is not empty.", folder);
        bool isScript = language == PluginLanguage.PowerShell;
        string place = isScript ? "" : Built;
        Dictionary<string, string> files = new(StringComparer.Ordinal)
        {
            [Path.Combine(place, ManifestReader.FileName)] = Manifest(id, kind, language),
            [$"{id}.Tests.ps1"] = Text("tests")
                .Replace("__FOLDER__", isScript ? "$PSScriptRoot" : "$PSScriptRoot/plugin", StringComparison.Ordinal),
        };
        if (isScript)
            files[$"{id}.ps1"] = Text($"{kind}.ps1");
        else
        {
            files["Plugin.cs"] = Text($"{kind}.cs");
            files[$"{id}.csproj"] = Text("project");
        }

        if (kind == PluginKind.Agent)
            files[Path.Combine(place, PluginTester.SampleFolder, "one.jsonl")] = Text("sample");
        return [.. files.Select(file => Save(Path.Combine(folder, file.Key), Filled(file.Value)))];

        string Filled(string text) =>
            text.Replace("__ID__", id, StringComparison.Ordinal)
                .Replace("__TYPE__", TypeOf(id), StringComparison.Ordinal)
                .Replace("__LIBRARY__", SecurityElement.Escape(library), StringComparison.Ordinal)
                .Replace("__RIMURU__", PluginCatalog.Own, StringComparison.Ordinal);
    }

    /// <summary>The id as a name of a type: <c>my-plugin</c> is MyPlugin.</summary>
    private static string TypeOf(string id) =>
        string.Concat(id.Split('-', StringSplitOptions.RemoveEmptyEntries).Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    private static string Manifest(string id, PluginKind kind, PluginLanguage language)
    {
        StringBuilder text = new();
        text.Append("id: __ID__\nversion: 0.1.0\ndescription: What it does, in one line.\n");
        text.Append("kinds: [").Append(kind).Append("]\n");
        text.Append(language == PluginLanguage.PowerShell ? "entry: __ID__.ps1\n" : "entry: __ID__.dll\ntype: __TYPE__.Plugin\n");
        text.Append("rimuru: __RIMURU__\n");
        switch (kind)
        {
            case PluginKind.Exporter:
                text.Append("exporter:\n  extensions: [.tsv]\n");
                break;
            case PluginKind.Notifier:
                text.Append("needs:\n  hosts: [hooks.example.com:443]\n");
                break;
            case PluginKind.Agent:
                text.Append("agent:\n  name: ")
                    .Append(TypeOf(id))
                    .Append("\n  folders: [~/.")
                    .Append(id)
                    .Append("]\n  extension: .jsonl\n");
                break;
            default:
                text.Append("view:\n  title: What the view shows\n  by: [Day]\n");
                break;
        }

        return text.ToString();
    }

    private static string Text(string name)
    {
        using Stream stream =
            typeof(PluginTemplates).Assembly.GetManifestResourceStream($"plugins/{name}.txt")
            ?? throw new InvalidOperationException($"The template {name} is missing.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }

    private static string Save(string path, string text)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using FreshFile file = FreshFile.Begin(path);
            file.Content.Write(Encoding.UTF8.GetBytes(text));
            file.Commit();
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RimuruException(ErrorCodes.PathNotFound, $"{path} cannot be written. {e.Message}", path, e);
        }
    }
}
