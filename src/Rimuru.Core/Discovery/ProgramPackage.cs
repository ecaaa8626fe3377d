using System.Text.Json;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Discovery;

/// <summary>The npm package of a program: its link points into the package, or, on Windows, the program is next to node_modules.</summary>
internal static class ProgramPackage
{
    private const int MostParents = 6;

    /// <summary>Name and version of the package if it is one of the given names; null otherwise.</summary>
    public static (string Name, string Version)? Of(string program, IReadOnlyList<string> packages)
    {
        if (packages.Count == 0)
            return null;
        string? folder = Path.GetDirectoryName(FinalPath.Of(program));
        for (int i = 0; i < MostParents && folder is not null; i++, folder = Path.GetDirectoryName(folder))
        {
            if (Read(Path.Combine(folder, "package.json")) is { } found && packages.Contains(found.Name))
                return found;
        }

        string modules = Path.Combine(Path.GetDirectoryName(program)!, "node_modules");
        return packages
            .Select(name => Read(Path.Combine(modules, Path.Combine(name.Split('/')), "package.json")))
            .FirstOrDefault(found => found is { } f && packages.Contains(f.Name));
    }

    private static (string Name, string Version)? Read(string path)
    {
        try
        {
            if (!File.Exists(path))
                return null;
            using JsonDocument document = JsonFields.ParseFile(path);
            NameTable names = new();
            return document.RootElement.Text("name"u8, names) is { } name && document.RootElement.Text("version"u8, names) is { } version
                ? (name, version)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || Json.IsDefect(e))
        {
            return null;
        }
    }
}
