namespace Rimuru.Core.Tests.Pricing;

/// <summary>The folder of facts that may lie beside the checkout; tests that need it are skipped where it does not.</summary>
internal static class SharedFolder
{
    internal static string File(params string[] parts)
    {
        string path = Path.Combine([Root(), .. parts]);
        Assert.SkipUnless(System.IO.File.Exists(path), $"{string.Join('/', parts)} is not beside this checkout");
        return path;
    }

    internal static string[] Files(string pattern, params string[] parts)
    {
        string path = Path.Combine([Root(), .. parts]);
        Assert.SkipUnless(Directory.Exists(path), $"{string.Join('/', parts)} is not beside this checkout");
        return Directory.GetFiles(path, pattern).Order(StringComparer.Ordinal).ToArray();
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "Rimuru.sln")))
            folder = folder.Parent;
        Assert.SkipWhen(folder?.Parent is null, "the repository root was not found");
        return Path.Combine(folder!.Parent!.FullName, "shared");
    }
}
